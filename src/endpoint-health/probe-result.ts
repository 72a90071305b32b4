import type { Outcome } from './probe/index.js';

/** The last probe of an endpoint. */
export interface ProbeResult {
  readonly outcome: Outcome;
  readonly probedAt: Date;
  /** Since when each probe had this outcome. */
  readonly since: Date;
  readonly consecutiveFailures: number;
  readonly certificateExpiresAt: Date | null;
}

/** A probe comes this part of an interval after the one before, or later. */
export const SHORTEST_GAP = 0.9;

/** Milliseconds in which a new URL is probed, unless many are: the looks for what is due are a minute apart. */
const FIRST_PROBE = 2 * 60_000;

/** The same result, as if nothing had been known before. What the first probe finds counts from the beginning, too. */
export function resultSince(begun: Date, result: ProbeResult, interval: number): ProbeResult {
  const { since, probedAt, consecutiveFailures } = result;
  const most = 1 + Math.floor((probedAt.getTime() - begun.getTime()) / (SHORTEST_GAP * interval));
  return {
    ...result,
    since: since.getTime() <= begun.getTime() + FIRST_PROBE ? begun : since,
    consecutiveFailures: Math.min(consecutiveFailures, most),
  };
}
