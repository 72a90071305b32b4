import type { BackendDefinition, BackendId } from '../backend-definitions/index.js';
import type { Revision } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';

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
}

/** SQL of the columns that hold what a version says, for a query that has the version in hand as `version`. */
export const VERSION_CONTENT =
  'version.url, version.namespace_url, version.binding, version.whitelist, version.blacklist, version.tokens';

/** A definition of somebody else, as a query returns it. */
export interface VisibleRecord {
  partner_id: PartnerId;
  backend_id: BackendId;
  revision_from: Revision;
  url: string;
  namespace_url: string;
  binding: BackendDefinition['binding'];
  whitelist: string[];
  blacklist: string[];
  tokens: BackendDefinition['tokens'];
}

export function toVisible(record: VisibleRecord): BackendDefinition {
  return {
    partnerId: record.partner_id,
    backendId: record.backend_id,
    url: record.url,
    namespaceUrl: record.namespace_url,
    binding: record.binding,
    whitelist: record.whitelist,
    blacklist: record.blacklist,
    tokens: record.tokens,
    changedAt: record.revision_from,
  };
}

/** Cuts the one record too many, which says that there is more, and where the next page begins. */
export function cutPage<T extends VisibleRecord>(
  records: T[],
  limit: number,
  asOf: Revision,
): { records: T[]; next?: PageStart } {
  const page = records.slice(0, limit);
  const last = page.at(-1);
  if (records.length <= limit || !last) return { records: page };
  return { records: page, next: { asOf, after: { partnerId: last.partner_id, backendId: last.backend_id } } };
}
