import type { BackendId, Day, Identity } from '../backend-definitions/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import type { Outcome } from './probe/index.js';
import { type ProbeResult, resultSince } from './probe-result.js';

/** What may be wrong with an endpoint; `ok` where none of it is known to be. */
export const HEALTH_STATES = ['unreachable', 'certificate-expiring', 'stale', 'ok'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

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
  /** Since when the definition has the URL; null where that is of no matter to the reader. */
  begun: Date | null;
}

/** @param interval milliseconds between two probes; of no matter where nothing is probed */
export function fromRecord(record: HealthRecord, interval = 0): EndpointHealth {
  const { partner_id, role, backend_id, url, states, missing_tokens } = record;
  const identity = { partnerId: partner_id, role, backendId: backend_id };
  return { ...identity, url, states, missingTokens: missing_tokens, probe: probeOf(record, interval) };
}

function probeOf(record: HealthRecord, interval: number): ProbeResult | undefined {
  if (record.outcome === null) return undefined;
  const result = {
    outcome: record.outcome,
    probedAt: record.probed_at,
    since: record.outcome_since,
    consecutiveFailures: record.consecutive_failures,
    certificateExpiresAt: record.certificate_expires_at,
  };
  return record.begun === null ? result : resultSince(record.begun, result, interval);
}
