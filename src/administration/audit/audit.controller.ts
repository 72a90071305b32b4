import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditTrail } from '../../audit/index.js';
import { For } from '../../http/authentication/index.js';
import {
  afterEntry,
  AuditEntries,
  AuditQuery,
  EXAMPLE_AUDIT_ENTRY,
  EXAMPLE_AUDIT_QUERY,
  toAuditEntries,
  toAuditFilter,
} from '../../http/bodies/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import { ApiAnswer, ApiCredentials, ApiProblems, ApiQueryOf, EXAMPLE } from '../../http/openapi/index.js';
import { limitOf } from '../../http/paging/index.js';

/** Clearing-house staff read what was done by anybody. */
@For('admin')
@ApiTags('Administration')
@ApiCredentials()
@Controller('v1/admin/audit')
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Get()
  @ApiOperation({
    summary: 'Who did what',
    description:
      'Every change with who made it, and logins that failed, the newest first. All that is asked for must hold of an ' +
      'entry. Of failed logins the first of an address and name in a minute is told at once, and later in one entry how ' +
      'many followed; where there are too many, the rest is summed up.',
  })
  @ApiQueryOf(AuditQuery, { ...EXAMPLE_AUDIT_QUERY, partner: EXAMPLE.operator })
  @ApiAnswer(200, AuditEntries, 'A page of entries', { items: [EXAMPLE_AUDIT_ENTRY] })
  @ApiProblems()
  async list(@Query(schemaQuery(AuditQuery)) query: AuditQuery): Promise<AuditEntries> {
    return toAuditEntries(await this.trail.page(toAuditFilter(query), limitOf(query), afterEntry(query)));
  }
}
