import { RegistryError } from '../registry-error/index.js';
import type { Revision } from '../database/index.js';

/** What the clock row says, read in the same statement as the answer: the two can not drift apart. */
export interface RegistryState {
  /** The last committed revision. */
  readonly present: Revision;
  /** Revisions before this one can not be told about any more. */
  readonly horizon: Revision;
  /** The state that the answer is of. */
  readonly asOf: Revision;
}

/** One row of a feed query: the state, and a definition where there is one. */
export type StateRecord = { present: Revision; horizon: Revision; as_of: Revision; lost_sight: boolean };

/**
 * SQL of the state that a query answers from: the present one, or the one that paging began in.
 * @param asOf SQL expression, null for the present
 */
export function registryState(asOf: string): string {
  return `SELECT revision AS present, horizon, coalesce(${asOf}::bigint, revision) AS as_of FROM registry_clock`;
}

/**
 * A later page must not show what the caller has lost sight of since the first: the end of a connection holds at
 * once. Leaving it out instead would break the law, since the next delta may not bring it back. So paging begins anew.
 */
export function checkPage(record: StateRecord): void {
  if (record.as_of > record.present) throw invalidStart('does not name a page');
  if (record.lost_sight)
    throw new RegistryError(
      'page-outdated',
      'A roaming connection ended since the first page. Begin again without next.',
      [{ path: ['next'], detail: 'is outdated' }],
    );
}

export function invalidStart(detail: string): RegistryError {
  return new RegistryError('invalid-parameter', 'next must be what the page before answered.', [{ path: ['next'], detail }]);
}
