import { Controller, Get, Query } from '@nestjs/common';
import { toContractId, toEvseId, tokenAt } from '../../backend-definitions/index.js';
import { type Question, Resolution } from '../../change-feed/index.js';
import { formatRevision } from '../../database/index.js';
import { CallingPartner, For } from '../../http/authentication/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import type { PartnerId } from '../../partners/index.js';
import { WallClock } from '../../time/index.js';
import type { ResolvedBackend } from '../definition.dto.js';
import { DescribeResolve } from './resolve.openapi.js';
import { ResolveContractQuery, ResolveEvseQuery } from './resolve.dto.js';

/** Which visible backend answers for an ID, with the token valid at this moment. */
@For('partner')
@DescribeResolve.all()
@Controller('v1')
export class ResolveController {
  constructor(
    private readonly resolution: Resolution,
    private readonly wallClock: WallClock,
  ) {}

  @Get('operator-backends/resolve')
  @DescribeResolve.evse()
  async resolveEvse(
    @CallingPartner() viewer: PartnerId,
    @Query(schemaQuery(ResolveEvseQuery)) { evseId, ...wanted }: ResolveEvseQuery,
  ): Promise<ResolvedBackend> {
    return this.answer(viewer, { role: 'operator', id: toEvseId(evseId), ...wanted });
  }

  @Get('provider-backends/resolve')
  @DescribeResolve.contract()
  async resolveContract(
    @CallingPartner() viewer: PartnerId,
    @Query(schemaQuery(ResolveContractQuery)) { contractId, ...wanted }: ResolveContractQuery,
  ): Promise<ResolvedBackend> {
    return this.answer(viewer, { role: 'provider', id: toContractId(contractId), ...wanted });
  }

  private async answer(viewer: PartnerId, question: Question): Promise<ResolvedBackend> {
    const { definition, pattern, asOf } = await this.resolution.resolve(viewer, question);
    const { partnerId, backendId, url, namespaceUrl, binding, changedAt } = definition;
    const token = tokenAt(definition.tokens, this.wallClock.now());
    return {
      ...{ partnerId, backendId, url, namespaceUrl, binding, pattern },
      ...(token && { token: { accessToken: token.accessToken, validDate: token.validDate } }),
      changedAt: formatRevision(changedAt),
      asOf: formatRevision(asOf),
    };
  }
}
