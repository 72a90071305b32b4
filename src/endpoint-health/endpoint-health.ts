import type { BackendId, Day, Identity } from '../backend-definitions/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import type { Outcome } from './probe/index.js';

/** What may be wrong with an endpoint; `ok` where none of it is known to be. */
export const HEALTH_STATES = ['unreachable', 'certificate-expiring', 'stale', 'ok'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** The last probe of an endpoint. */
export interface ProbeResult {
  readonly outcome: Outcome;
  readonly probedAt: Date;
  /** Since when each probe had this outcome. */
  readonly since: Date;
  readonly consecutiveFailures: number;
  readonly certificateExpiresAt: Date | null;
}

/** What is known of the endpoint of a definition as it is now. */
export interface EndpointHealth extends Identity {
  readonly url: string;
  readonly states: readonly HealthState[];
  /** The days for which a token is due and not there. */
  readonly missingTokens: readonly Day[];
  /** Undefined where it has not been probed. */
  readonly probe: ProbeResult | undefined;
}

/** As a query returns it. */
export interface HealthRecord {
  partner_id: PartnerId;
  role: Role;
  backend_id: BackendId;
  url: string;
  missing_tokens: Day[];
  states: HealthState[];
  outcome: Outcome | null;
  probed_at: Date;
  outcome_since: Date;
  consecutive_failures: number;
  certificate_expires_at: Date | null;
}

export function fromRecord(record: HealthRecord): EndpointHealth {
  const { partner_id, role, backend_id, url, states, missing_tokens } = record;
  const identity = { partnerId: partner_id, role, backendId: backend_id };
  return { ...identity, url, states, missingTokens: missing_tokens, probe: probeOf(record) };
}

function probeOf(record: HealthRecord): ProbeResult | undefined {
  if (record.outcome === null) return undefined;
  return {
    outcome: record.outcome,
    probedAt: record.probed_at,
    since: record.outcome_since,
    consecutiveFailures: record.consecutive_failures,
    certificateExpiresAt: record.certificate_expires_at,
  };
}
