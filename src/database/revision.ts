/**
 * A state of the registry, as microseconds since the Unix epoch. Revisions are unique and increase in commit
 * order, so "everything up to R" is the same set for whoever asks. A number holds it exactly until the year 2255.
 */
export type Revision = number & { readonly unit: 'microseconds since the epoch' };

/** End of an interval that is still open: the largest integer that a number holds exactly. */
export const OPEN = Number.MAX_SAFE_INTEGER as Revision;

const MICROSECONDS = 1_000;

/** The revision that a moment (milliseconds since the epoch) falls on. */
export function revisionAt(milliseconds: number): Revision {
  return (milliseconds * MICROSECONDS) as Revision;
}

/** A revision as clients see it: UTC with six decimals, `2026-11-22T04:44:00.123456Z`. */
export function formatRevision(revision: Revision): string {
  const milliseconds = Math.floor(revision / MICROSECONDS);
  const rest = String(revision % MICROSECONDS).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}
