import type { Revision } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import type { BackendDefinition } from './backend-definition.js';
import type { BackendId } from './backend-id.js';
import type { Day } from './daily-token.js';
import type { StoredToken } from './stored-token.js';

/** SQL of the columns that hold what a version says, for a query that has the version in hand as `version`. */
export const VERSION_CONTENT =
  'version.role, version.url, version.namespace_url, version.binding, version.whitelist, version.blacklist, version.tokens, version.size';

/**
 * SQL of the version that is stored at a `ctid`, as `version`: to join laterally. By its key, PostgreSQL might look for
 * it among all versions of one revision.
 */
export function versionAt(ctid: string): string {
  return `LATERAL (SELECT * FROM backend_definition WHERE ctid = ${ctid} OFFSET 0) version`;
}

/** SQL condition: `version` lists no token for a day. */
export function lacksToken(day: string): string {
  return `NOT version.tokens @> jsonb_build_array(jsonb_build_object('validDate', ${day}::text))`;
}

/** A version as a query returns it. */
export interface VersionRecord {
  partner_id: PartnerId;
  role: Role;
  backend_id: BackendId;
  revision_from: Revision;
  url: string;
  namespace_url: string;
  binding: BackendDefinition['binding'];
  whitelist: string[];
  blacklist: string[];
  tokens: StoredToken[];
}

/** A version as those may see it who have no business with its access tokens. */
export type UndisclosedDefinition = Omit<BackendDefinition, 'tokens'> & {
  readonly role: Role;
  /** The days for which it lists a token. */
  readonly tokenDays: readonly Day[];
};

export function withoutTokens(record: VersionRecord): UndisclosedDefinition {
  return {
    role: record.role,
    partnerId: record.partner_id,
    backendId: record.backend_id,
    url: record.url,
    namespaceUrl: record.namespace_url,
    binding: record.binding,
    whitelist: record.whitelist,
    blacklist: record.blacklist,
    tokenDays: record.tokens.map(({ validDate }) => validDate),
    changedAt: record.revision_from,
  };
}
