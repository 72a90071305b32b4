import type { Role } from '../../src/partners/index.js';
import type { Binding } from '../../src/backend-definitions/index.js';
import type { Change } from './history.js';

/** A definition as a client gets it, through whichever binding. */
export interface Seen {
  readonly partnerId: string;
  readonly backendId: string;
  readonly url: string;
  readonly namespaceUrl: string;
  readonly binding: Binding;
  readonly whitelist: readonly string[];
  readonly blacklist: readonly string[];
  readonly tokens: readonly { readonly accessToken: string }[];
}

/** All that was answered to one question: everything, or what changed. */
export interface Pages {
  readonly asOf: string;
  readonly isFullList: boolean;
  readonly updated: readonly Seen[];
  readonly removed: readonly Pick<Seen, 'partnerId' | 'backendId'>[];
}

/** How one partner reads, by one binding, the definitions of one role. */
export interface Reader {
  /**
   * @param since undefined: everything
   * @param between what happens between the first page and the second, where there are pages
   * @returns undefined when the client is turned away, or has to begin anew
   */
  read(since: string | undefined, limit: number, between?: Change): Promise<Pages | undefined>;
}

/** Who reads, and what. */
export interface Reading {
  readonly viewer: number;
  readonly role: Role;
}
