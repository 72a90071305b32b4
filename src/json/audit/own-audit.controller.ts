import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditTrail } from '../../audit/index.js';
import { CallingPartner, For } from '../../http/authentication/index.js';
import {
  afterOwnEntry,
  AuditQuery,
  EXAMPLE_AUDIT_QUERY,
  EXAMPLE_OWN_AUDIT_ENTRY,
  OwnAuditEntries,
  toAuditFilter,
  toOwnAuditEntries,
} from '../../http/bodies/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import { ApiAnswer, ApiCredentials, ApiProblems, ApiQueryOf, EXAMPLE } from '../../http/openapi/index.js';
import { limitOf } from '../../http/paging/index.js';
import type { PartnerId } from '../../partners/index.js';

/** A partner reads what concerns it: what it did itself, and what others did to it. */
@For('partner')
@ApiTags('Self')
@ApiCredentials()
@Controller('v1/self/audit')
export class OwnAuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Get()
  @ApiOperation({
    summary: 'Who did what that concerns you',
    description:
      'What you did, and what others did to you: connections with you, your admission, your IDs and your credentials. ' +
      'The newest comes first. Of others you are not told the address, the credential and the request ID.',
  })
  @ApiQueryOf(AuditQuery, { ...EXAMPLE_AUDIT_QUERY, partner: EXAMPLE.operator })
  @ApiAnswer(200, OwnAuditEntries, 'A page of entries', { items: [EXAMPLE_OWN_AUDIT_ENTRY] })
  @ApiProblems()
  async list(
    @CallingPartner() self: PartnerId,
    @Query(schemaQuery(AuditQuery)) query: AuditQuery,
  ): Promise<OwnAuditEntries> {
    const after = afterOwnEntry(query);
    const page = await this.trail.page(toAuditFilter(query, self), limitOf(query), after);
    return toOwnAuditEntries(page, self, after);
  }
}
