import type { Role } from '../../src/partners/index.js';
import type { Client, SoapClient, StatedBackend } from '../environment/index.js';

/** What a statement or a question ends in, in words that all bindings have in common. */
export type Outcome = 'accepted' | 'partly' | 'not-authorized' | 'invalid-id' | 'invalid';

/** A backend as a partner sees it, whatever the binding: without names that only one of them has. */
export interface SeenBackend {
  readonly url: string;
  readonly namespaceUrl: string;
  readonly whitelist: readonly string[];
  readonly blacklist: readonly string[];
  /** `day token`, in the order of days. */
  readonly tokens: readonly string[];
}

/** A partner, and the two ways in that it has. */
export interface Partner {
  readonly partnerId: string;
  readonly json: Client;
  readonly soap: SoapClient;
}

/** States what one partner's backends of one role are. */
export interface Writer {
  publish(backendId: string, backend: StatedBackend): Promise<Outcome>;
  /** The backend gets these tokens beside, or in place of, those it has for the same days. */
  addTokens(backendId: string, backend: StatedBackend): Promise<Outcome>;
  withdraw(backendId: string, backend: StatedBackend): Promise<Outcome>;
}

/** Keeps a copy of what one partner sees of one role. */
export interface Reader {
  /** Brings the copy up to date, and returns it in the order of addresses; an outcome where it is turned away. */
  look(): Promise<SeenBackend[] | Outcome>;
}

/** One way to speak to the registry. */
export interface Binding {
  readonly name: string;
  writer(partner: Partner, role: Role): Writer;
  reader(partner: Partner, role: Role): Reader;
}

export function inOrder(backends: Iterable<SeenBackend>): SeenBackend[] {
  return [...backends].sort((a, b) => (a.url < b.url ? -1 : 1));
}
