import { type PartnerId, type PartyId, requireRole, type Role } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import {
  type BackendDefinition,
  type Identity,
  type Publication,
  saysTheSame,
} from './backend-definition.js';
import { anyBackendId, type BackendId, backendIdAt } from './backend-id.js';
import { liveTokens } from './daily-token.js';
import type { Endpoint, Statement } from './statement.js';
import type { TokensInUse } from './tokens-in-use.js';

/** A definition as it is, and as it is to be; undefined where there is none. */
export interface Staged {
  readonly identity: Identity;
  readonly before: BackendDefinition | undefined;
  readonly after: Publication | undefined;
}

/** What staging begins with: who speaks, and what is there of all that is spoken of. */
export interface Stage {
  readonly partnerId: PartnerId;
  readonly ids: Readonly<Record<Role, readonly PartyId[]>>;
  readonly present: readonly (BackendDefinition & { readonly role: Role })[];
  readonly tokensInUse: TokensInUse;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * One partner's definitions as a row of statements leaves them, in memory. A statement that is refused leaves them as
 * they were, and those behind it are judged without it: the same as if each had come alone, but at one revision.
 */
export class StagedDefinitions {
  private readonly definitions = new Map<string, Staged>();

  constructor(private readonly stage: Stage) {
    for (const { role, ...definition } of stage.present) {
      const identity = { partnerId: stage.partnerId, role, backendId: definition.backendId };
      this.definitions.set(keyOf(identity), { identity, before: definition, after: definition });
    }
  }

  /**
   * Takes one statement, and returns what it was about.
   * @throws RegistryError `role-required`, `not-found`, `invalid-value`, `invalid-id`, `invalid-parameter`, `token-in-use`
   */
  take(statement: Statement): Identity {
    const { ids, now, tokensInUse } = this.stage;
    requireRole({ ids }, statement.role);
    const staged = this.find(statement);
    const after = statement.outcome(currentOf(staged), { owned: ids[statement.role], now });
    tokensInUse.use(keyOf(staged.identity), after?.tokens ?? [], statement.pathOf);
    this.definitions.set(keyOf(staged.identity), { ...staged, after });
    return staged.identity;
  }

  get(identity: Identity): Staged | undefined {
    return this.definitions.get(keyOf(identity));
  }

  /** Those that say something else than before. Tokens that are over say nothing. */
  changed(): Staged[] {
    return [...this.definitions.values()].filter(({ before, after }) =>
      before && after
        ? !saysTheSame(after, { ...before, tokens: liveTokens(before.tokens, this.stage.now) })
        : before !== after,
    );
  }

  private find({ role, target }: Statement): Staged {
    const { partnerId } = this.stage;
    if ('backendId' in target) return this.known({ partnerId, role, backendId: target.backendId });
    const there = [...this.definitions.values()].filter(
      ({ identity, after }) => identity.role === role && isAt(after, target.endpoint),
    );
    if (there.length > 1) throw ambiguous(there.map(({ identity }) => identity.backendId));
    return there[0] ?? this.unnamed(role, target.endpoint);
  }

  /** A backend that comes without a name of its owner's gets one, unless a backend elsewhere bears that by now. */
  private unnamed(role: Role, endpoint: Endpoint): Staged {
    const { partnerId } = this.stage;
    const staged = this.known({ partnerId, role, backendId: backendIdAt(endpoint) });
    return staged.after ? this.known({ partnerId, role, backendId: anyBackendId() }) : staged;
  }

  private known(identity: Identity): Staged {
    return this.definitions.get(keyOf(identity)) ?? { identity, before: undefined, after: undefined };
  }
}

/** Of definitions that one partner has. */
export function keyOf({ role, backendId }: Pick<Identity, 'role' | 'backendId'>): string {
  return `${role} ${backendId}`;
}

/** As the statements so far leave it; when it changed is not known before it is written. */
function currentOf({ identity, before, after }: Staged): BackendDefinition | undefined {
  if (!after) return undefined;
  const { partnerId, backendId } = identity;
  return { ...after, partnerId, backendId, changedAt: before?.changedAt ?? NOT_WRITTEN };
}

const NOT_WRITTEN = 0 as BackendDefinition['changedAt'];

function isAt(publication: Publication | undefined, { url, namespaceUrl, binding }: Endpoint): boolean {
  return (
    publication?.url === url && publication.namespaceUrl === namespaceUrl && publication.binding === binding
  );
}

function ambiguous(backendIds: readonly BackendId[]): RegistryError {
  const detail = `is where several of your backends are: name one of ${backendIds.join(', ')}`;
  return new RegistryError('invalid-value', 'It is not clear which backend is meant.', [
    { path: ['url'], detail },
  ]);
}
