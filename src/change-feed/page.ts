import type { BackendDefinition, Binding, VersionRecord } from '../backend-definitions/index.js';
import { type Bounded, cutPage, type Revision } from '../database/index.js';
import type { StateRecord } from './registry-state.js';

/** Which definition, among those of one role. */
export type Identified = Pick<BackendDefinition, 'partnerId' | 'backendId'>;

/** Where a page begins: behind `after`, in the state that the first page was of. */
export interface PageStart {
  readonly asOf: Revision;
  readonly after: Identified;
}

/** How much of a list is asked for; without `start` from its beginning, as of the present. */
export interface PageRequest {
  readonly limit: number;
  readonly start?: PageStart;
  /** Only backends that are spoken to in this way; a definition that is no longer one of them is removed. */
  readonly binding?: Binding;
}

/** All pages of a list, one after another, in the state of the first. What reads a page may refuse to go on. */
export async function* everyPage<T extends { readonly next?: PageStart }>(
  read: (start: PageStart | undefined) => Promise<T>,
): AsyncGenerator<T> {
  let start: PageStart | undefined;
  do {
    const page: T = await read(start);
    yield page;
    start = page.next;
  } while (start);
}

/** A definition of somebody else, as a page of the feed returns it. */
export type FeedRecord = StateRecord & VersionRecord & Bounded;

/** The definitions of a page, and where the next one begins. */
export function toPage<T extends FeedRecord>(
  found: readonly T[],
  limit: number,
): { rows: T[]; next?: PageStart } {
  const { rows, hasMore } = cutPage(found, limit);
  const last = rows.at(-1);
  if (!hasMore || !last) return { rows };
  return {
    rows,
    next: { asOf: last.as_of, after: { partnerId: last.partner_id, backendId: last.backend_id } },
  };
}
