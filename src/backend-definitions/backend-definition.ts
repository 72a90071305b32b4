import type { Revision } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import type { BackendId } from './backend-id.js';
import type { Binding } from './binding.js';
import type { DailyToken } from './daily-token.js';

/** What a partner states about one of its backends. */
export interface Publication {
  /** Where the OCHP-direct server is: https, without credentials. */
  readonly url: string;
  /** Which version of the interface is spoken there. */
  readonly namespaceUrl: string;
  readonly binding: Binding;
  /** The IDs that the backend answers for; see `PATTERNS`. */
  readonly whitelist: readonly string[];
  /** Exceptions from the whitelist. */
  readonly blacklist: readonly string[];
  readonly tokens: readonly DailyToken[];
}

/** Which definition is meant. */
export interface Identity {
  readonly partnerId: PartnerId;
  readonly role: Role;
  readonly backendId: BackendId;
}

/** One version of a published definition. Its tokens may hold some that are over: pass them through `liveTokens`. */
export interface BackendDefinition extends Publication {
  readonly partnerId: PartnerId;
  readonly backendId: BackendId;
  /** Since when it is as it is. */
  readonly changedAt: Revision;
}

/** Whether two statements say the same: the order of patterns and tokens carries no meaning. */
export function saysTheSame(a: Publication, b: Publication): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

function canonical({ url, namespaceUrl, binding, whitelist, blacklist, tokens }: Publication): unknown[] {
  const days = tokens.map(({ validDate, accessToken }) => `${validDate} ${accessToken}`);
  return [url, namespaceUrl, binding, whitelist.toSorted(), blacklist.toSorted(), days.toSorted()];
}

/** The partner has none with this ID; of others' definitions this says nothing. */
export function noSuchBackend(): RegistryError {
  return new RegistryError('not-found', 'You have no backend definition with this ID.');
}
