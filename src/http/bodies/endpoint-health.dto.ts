import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Matches, Min, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import type { BackendId, Identity } from '../../backend-definitions/index.js';
import {
  type EndpointHealth,
  HEALTH_STATES,
  type HealthRequest,
  type HealthState,
  type Outcome,
  OUTCOMES,
  type ProbeResult,
} from '../../endpoint-health/index.js';
import { type PartnerId, type Role, ROLES } from '../../partners/index.js';
import { CALENDAR_DAY, PublishedSchema, UTC_TIMESTAMP } from '../json-schema/index.js';
import { decodeNext, encodeNext, limitOf, PageBody, PageQuery } from '../paging/index.js';
import { BackendIdentity } from './backend.dto.js';

export class EndpointHealthQuery extends PageQuery {
  @IsOptional()
  @IsIn(HEALTH_STATES)
  @JSONSchema({ description: 'only endpoints of which this is true; all unless told' })
  state?: HealthState;
}

@PublishedSchema('endpoint-probe')
@JSONSchema({ description: 'The last probe of an endpoint.' })
export class EndpointProbeBody {
  @IsIn(OUTCOMES)
  @JSONSchema({ description: 'what came of it; answered is the only one that is good' })
  outcome!: Outcome;

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'when it was' })
  probedAt!: string;

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({
    description:
      'since when each probe had this outcome; its owner is told nothing from before the definition had the URL',
  })
  since!: string;

  @IsInt()
  @Min(0)
  @JSONSchema({
    description: 'how many probes in a row did not reach the endpoint; 0 where the last one did',
  })
  consecutiveFailures!: number;

  @IsOptional()
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({
    description: 'when the certificate runs out that the server showed; absent where it showed none',
  })
  certificateExpiresAt?: string;
}

@PublishedSchema('endpoint-health')
@JSONSchema({ description: 'How the endpoint of a definition is, as far as that is known.' })
export class EndpointHealthBody extends BackendIdentity {
  @IsIn(ROLES)
  @JSONSchema({ description: 'in which role the definition was published' })
  role!: Role;

  @IsString()
  @JSONSchema({ description: 'where the OCHP-direct server is' })
  url!: string;

  @IsIn(HEALTH_STATES, { each: true })
  @IsArray()
  @JSONSchema({
    description:
      'all that is wrong: the last probe failed (unreachable), the certificate runs out within 14 days or has ' +
      '(certificate-expiring), a token is due and not there (stale); or ok where nothing is known to be wrong',
  })
  states!: HealthState[];

  @Matches(CALENDAR_DAY, { each: true })
  @IsArray()
  @JSONSchema({
    description:
      'the UTC days for which a token is due and not there: today and, from 11:55 UTC on, tomorrow',
  })
  missingTokens!: string[];

  @IsOptional()
  @ValidateNested()
  @Type(() => EndpointProbeBody)
  @JSONSchema({ description: 'the last probe; absent where there was none, or probes are off' })
  probe?: EndpointProbeBody;
}

@PublishedSchema('endpoint-health-page')
@JSONSchema({ description: 'A page of the health of endpoints, in the order of partner, role and backend.' })
export class EndpointHealthPage extends PageBody {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EndpointHealthBody)
  @JSONSchema({ description: 'one entry for each definition' })
  items!: EndpointHealthBody[];
}

/** What a query asks for; one more than its limit, to know whether there are more. */
export function healthRequest(query: EndpointHealthQuery): HealthRequest {
  return { limit: limitOf(query) + 1, after: afterDefinition(query), state: query.state };
}

/** @param found one more than the limit, where there are so many */
export function toHealthPage(
  found: readonly EndpointHealth[],
  query: EndpointHealthQuery,
): EndpointHealthPage {
  const limit = limitOf(query);
  const items = found.slice(0, limit).map(toHealthBody);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, ...(last && { next: encodeNext([last.partnerId, last.role, last.backendId]) }) };
}

function afterDefinition({ next }: EndpointHealthQuery): Identity | undefined {
  if (next === undefined) return undefined;
  const kinds = ['string', 'string', 'string'] as const;
  const [partnerId, role, backendId] = decodeNext<[PartnerId, Role, BackendId]>(next, [...kinds]);
  return { partnerId, role, backendId };
}

function toHealthBody(health: EndpointHealth): EndpointHealthBody {
  const { partnerId, role, backendId, url, states, missingTokens, probe } = health;
  return {
    ...{ partnerId, role, backendId, url },
    states: [...states],
    missingTokens: [...missingTokens],
    ...(probe && { probe: toProbeBody(probe) }),
  };
}

function toProbeBody(probe: ProbeResult): EndpointProbeBody {
  const { outcome, probedAt, since, consecutiveFailures, certificateExpiresAt } = probe;
  return {
    outcome,
    probedAt: probedAt.toISOString(),
    since: since.toISOString(),
    consecutiveFailures,
    ...(certificateExpiresAt && { certificateExpiresAt: certificateExpiresAt.toISOString() }),
  };
}
