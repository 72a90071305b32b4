import type { RegistryState, Revision } from '../database/index.js';
import { RegistryError } from '../registry-error/index.js';
import { epochChanged } from './since.js';

/** What every row of a feed query begins with: read in the same statement as the answer, so that they can not drift apart. */
export type StateRecord = RegistryState & {
  /** The state that the answer is of. */
  readonly as_of: Revision;
  /** The caller can not see all of that state any more. */
  readonly lost_sight: boolean;
  /** The query has no answer: another one must be asked. */
  readonly is_given_up: boolean;
};

/** The state, which comes with every row, and the rows that hold a definition. */
export function splitState<T extends StateRecord & { partner_id: unknown }>(
  records: T[],
): { state: T; found: T[] } {
  const [state] = records;
  if (!state) throw new Error('The registry clock has no row.');
  return { state, found: records.filter(({ partner_id }) => partner_id !== null) };
}

/**
 * A later page must not show what the caller has lost sight of since the first: the end of a connection holds at
 * once. Leaving it out instead would break the law, since the next delta may not bring it back. So paging begins anew.
 * The same where parts of that state may have been removed, being past the retention time.
 * @throws RegistryError `page-outdated`; `epoch-changed` for a state of an earlier epoch, which need not have been that
 *   state here; `invalid-parameter` for a state that is still to come
 */
export function checkPage({ as_of, present, horizon, epoch_began, lost_sight }: StateRecord): void {
  if (as_of > present)
    throw refusal('invalid-parameter', 'next must be what the page before answered.', 'names no page');
  if (as_of < epoch_began) throw epochChanged('next');
  const isForgotten = as_of < horizon && as_of < present;
  if (lost_sight || isForgotten)
    throw refusal(
      'page-outdated',
      'The first page is no longer the whole truth. Begin again without next.',
      'is outdated',
    );
}

function refusal(
  code: 'invalid-parameter' | 'page-outdated',
  message: string,
  detail: string,
): RegistryError {
  return new RegistryError(code, message, [{ path: ['next'], detail }]);
}
