import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { MissingTokens } from '../../endpoint-health/index.js';
import { For } from '../../http/authentication/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import { ApiAnswer, ApiCredentials, ApiProblems, ApiQueryOf, EXAMPLE } from '../../http/openapi/index.js';
import { decodeNext, encodeNext, limitOf, PageQuery } from '../../http/paging/index.js';
import { MissingTokensBody } from './missing-tokens.dto.js';

const EXAMPLE_PARTNER = {
  partnerId: EXAMPLE.operator,
  name: EXAMPLE.operatorName,
  definitions: 3,
  withoutToken: 1,
};

/** Clearing-house staff see which partners owe a token. */
@For('admin')
@ApiTags('Administration')
@ApiCredentials()
@Controller('v1/admin/missing-tokens')
export class MissingTokensController {
  constructor(private readonly missing: MissingTokens) {}

  @Get()
  @ApiOperation({
    summary: 'Which partners have no token for the day that is due',
    description:
      'Tokens for tomorrow are due at 11:55 UTC; before that, this tells who has none for today. Which definitions these ' +
      'are, `/v1/admin/endpoint-health?state=stale` tells.',
  })
  @ApiQueryOf(PageQuery, { limit: '100' })
  @ApiAnswer(200, MissingTokensBody, 'A page of partners', {
    validDate: EXAMPLE.day,
    items: [EXAMPLE_PARTNER],
  })
  @ApiProblems()
  async list(@Query(schemaQuery(PageQuery)) query: PageQuery): Promise<MissingTokensBody> {
    const limit = limitOf(query);
    const [after] = query.next === undefined ? [] : decodeNext<[string]>(query.next, ['string']);
    const { day } = this.missing;
    const found = await this.missing.list(day, limit + 1, after);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { validDate: day, items, ...(last && { next: encodeNext([last.partnerId]) }) };
  }
}
