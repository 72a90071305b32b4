import type { PartyId, Role } from '../partners/index.js';
import { type BackendDefinition, noSuchBackend, type Publication } from './backend-definition.js';
import type { BackendId } from './backend-id.js';
import type { Binding } from './binding.js';
import { type DailyToken, liveTokens, withToken } from './daily-token.js';
import { checkPublication } from './publication-rules.js';
import { checkToken } from './token-rules.js';

/** Where a backend is, and how it is spoken to: messages that know no backend IDs name it by this. */
export type Endpoint = Pick<Publication, 'url' | 'namespaceUrl'> & { readonly binding: Binding };

/** Which of its definitions a partner means: by the name that it gave it, or by where it is. */
export type Target = { readonly backendId: BackendId } | { readonly endpoint: Endpoint };

/** What a statement is judged by, beside what is there already. */
export interface Circumstances {
  /** The IDs that the partner owns in the statement's role. */
  readonly owned: readonly PartyId[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One thing that a partner says of one of its definitions. A message may hold several, which are taken in order. */
export interface Statement {
  readonly role: Role;
  readonly target: Target;
  /** The tokens that it brings. */
  readonly tokens: readonly DailyToken[];
  /** Where in the caller's message one of these tokens stands. */
  readonly pathOf: (token: DailyToken) => readonly (string | number)[];
  /**
   * What the definition is to say from now on, given what it says; undefined: it is withdrawn.
   * @throws RegistryError
   */
  readonly outcome: (
    current: BackendDefinition | undefined,
    circumstances: Circumstances,
  ) => Publication | undefined;
}

/** States a definition in full. Tokens that are over may be named again or left out. */
export function publish(role: Role, target: Target, publication: Publication): Statement {
  return {
    ...{ role, target, tokens: publication.tokens },
    pathOf: (token) => ['tokens', publication.tokens.indexOf(token), 'accessToken'],
    outcome: (current, { owned, now }) => {
      checkPublication(publication, { role, owned, current, now });
      return { ...publication, tokens: liveTokens(publication.tokens, now) };
    },
  };
}

/** Adds an endpoint with the token of one day. One that is there gets the patterns, and keeps its other days' tokens. */
export function addEndpoint(
  role: Role,
  endpoint: Endpoint,
  patterns: Pick<Publication, 'whitelist' | 'blacklist'>,
  token: DailyToken,
): Statement {
  return {
    ...{ role, target: { endpoint }, tokens: [token], pathOf: pathOfTheToken },
    outcome: (current, { owned, now }) => {
      const stated = { ...endpoint, ...patterns, tokens: withToken(current?.tokens ?? [], token, now) };
      checkPublication(stated, { role, owned, current, now });
      return { ...stated, tokens: liveTokens(stated.tokens, now) };
    },
  };
}

/** Sets the token of one day and leaves the rest as it is: the small way to rotate. */
export function setToken(role: Role, backendId: BackendId, token: DailyToken): Statement {
  return {
    ...{ role, target: { backendId }, tokens: [token], pathOf: pathOfTheToken },
    outcome: (current, { now }) => {
      if (!current) throw noSuchBackend();
      checkToken(current.tokens, token, now);
      return { ...current, tokens: withToken(current.tokens, token, now) };
    },
  };
}

/** Takes a definition back. Where there is none, nothing changes. */
export function withdraw(role: Role, target: Target): Statement {
  return { role, target, tokens: [], pathOf: pathOfTheToken, outcome: () => undefined };
}

function pathOfTheToken(): readonly string[] {
  return ['accessToken'];
}
