import { Controller, Get, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Snapshot } from '../../change-feed/index.js';
import { Configuration } from '../../configuration/index.js';
import { formatRevision } from '../../database/index.js';
import { EndpointHealthReader } from '../../endpoint-health/index.js';
import { CallingPartner, For } from '../../http/authentication/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import {
  ApiAnswer,
  ApiCredentials,
  ApiProblems,
  ApiQueryOf,
  EXAMPLE,
  EXAMPLE_OPERATOR_DEFINITION,
  EXAMPLE_PROVIDER_DEFINITION,
  named,
} from '../../http/openapi/index.js';
import { PageQuery } from '../../http/paging/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { RegistryError } from '../../registry-error/index.js';
import { nextOf, pageRequest } from '../backends/backend-pages.js';
import { BackendHealthPage } from './partner-health.dto.js';

const SHOWN = { operator: EXAMPLE_OPERATOR_DEFINITION, provider: EXAMPLE_PROVIDER_DEFINITION };

/** Tells a next of these pages from one of a snapshot. */
const PAGES = 'health';

/** The health of what a partner may see, where the clearing house shows it: the very page of the snapshot, so nothing else. */
function partnerHealthController(role: Role): Type {
  const { partnerId, backendId } = SHOWN[role];
  const example = { asOf: EXAMPLE.asOf, items: [{ partnerId, backendId, states: ['stale'] }] };

  @For('partner')
  @ApiTags('See')
  @ApiCredentials()
  @Controller(`v1/${role}-backends/health`)
  class PartnerHealthController {
    constructor(
      private readonly snapshot: Snapshot,
      private readonly reader: EndpointHealthReader,
      private readonly configuration: Configuration,
    ) {}

    @Get()
    @ApiOperation({
      summary: `How the endpoints of the ${role} backends are that you may see`,
      description: 'Only where the clearing house shows it to partners; else 403 (`not-permitted`).',
    })
    @ApiQueryOf(PageQuery, { limit: '100' })
    @ApiAnswer(200, BackendHealthPage, 'A page of definitions', example)
    @ApiProblems('page-outdated')
    async read(
      @CallingPartner() viewer: PartnerId,
      @Query(schemaQuery(PageQuery)) query: PageQuery,
    ): Promise<BackendHealthPage> {
      if (!this.configuration.endpointHealthForPartners) throw notShown();
      const { asOf, items, next } = await this.snapshot.page(viewer, role, pageRequest(query, PAGES));
      const states = await this.reader.statesOf(role, items);
      const identified = items.map(({ partnerId, backendId }, index) => ({
        ...{ partnerId, backendId },
        states: states[index] ?? [],
      }));
      return { asOf: formatRevision(asOf), items: identified, ...nextOf(next, PAGES) };
    }
  }
  return named(PartnerHealthController, `${role}-health-controller`);
}

function notShown(): RegistryError {
  return new RegistryError(
    'not-permitted',
    'The clearing house does not show partners the health of endpoints.',
  );
}

export const OperatorHealthController = partnerHealthController('operator');
export const ProviderHealthController = partnerHealthController('provider');
