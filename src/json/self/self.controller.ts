import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CallingPartner, For } from '../../http/authentication/index.js';
import { EpochReader } from '../../database/index.js';
import { describePartner } from '../../http/bodies/index.js';
import { ApiAnswer, ApiCredentials, ApiProblems, EXAMPLE } from '../../http/openapi/index.js';
import { type PartnerId, PartnerReader, ROLES } from '../../partners/index.js';
import { Self } from './self.dto.js';

const EXAMPLE_SELF = {
  partnerId: EXAMPLE.operator,
  name: EXAMPLE.operatorName,
  roles: ['operator'],
  operatorIds: ['DE8AA'],
  providerIds: [],
  epoch: EXAMPLE.epoch,
};

@For('partner')
@ApiTags('Self')
@ApiCredentials()
@Controller('v1/self')
export class SelfController {
  constructor(
    private readonly partners: PartnerReader,
    private readonly epochs: EpochReader,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Who am I',
    description:
      'The partner whose credentials these are, with its IDs and roles; and the epoch of the registry.',
  })
  @ApiAnswer(200, Self, 'The partner that calls', EXAMPLE_SELF)
  @ApiProblems()
  async read(@CallingPartner() partnerId: PartnerId): Promise<Self> {
    const partner = await this.partners.get(partnerId);
    const roles = ROLES.filter((role) => partner.ids[role].length > 0);
    return { ...describePartner(partner), roles, epoch: await this.epochs.current() };
  }
}
