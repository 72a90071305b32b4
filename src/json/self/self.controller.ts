import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CallingPartner, For } from '../../http/authentication/index.js';
import { ApiCredentials, ApiProblems } from '../../http/openapi/index.js';
import { type PartnerId, PartnerReader, ROLES } from '../../partners/index.js';
import { Self } from './self.dto.js';

@For('partner')
@ApiTags('Self')
@ApiCredentials()
@Controller('v1/self')
export class SelfController {
  constructor(private readonly partners: PartnerReader) {}

  @Get()
  @ApiOperation({ summary: 'Who am I', description: 'The partner whose credentials these are, with its IDs and roles.' })
  @ApiOkResponse({ type: Self })
  @ApiProblems()
  async read(@CallingPartner() partnerId: PartnerId): Promise<Self> {
    const { name, ids } = await this.partners.get(partnerId);
    const roles = ROLES.filter((role) => ids[role].length > 0);
    return { partnerId, name, roles, operatorIds: [...ids.operator], providerIds: [...ids.provider] };
  }
}
