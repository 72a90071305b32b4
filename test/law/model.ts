import type { Binding } from '../../src/backend-definitions/index.js';
import type { Role } from '../../src/partners/index.js';
import { LAST_VARIANT } from './history.js';

/** A definition is one version of it: publishing anew makes another, even if it says the same as one before. */
export interface ModelDefinition {
  readonly partner: number;
  readonly role: Role;
  readonly backend: number;
  readonly variant: number;
  readonly version: number;
}

interface Truth {
  readonly admitted: ReadonlySet<number>;
  /** `operator>provider` */
  readonly connections: ReadonlySet<string>;
  /** by `partner/role/backend` */
  readonly definitions: ReadonlyMap<string, ModelDefinition>;
}

/** The registry as it was from one revision on, until the next. */
export interface ModelState extends Truth {
  /** In microseconds. */
  readonly from: number;
}

/** Who looks at the definitions of which role; by SOAP, at those that are spoken to by SOAP. */
export interface Viewing {
  readonly viewer: number;
  readonly role: Role;
  readonly binding?: Binding;
}

export type View = ReadonlyMap<string, ModelDefinition>;

/** Which states a client's copy may be of: from the one at `from` to the one at `until`. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

/** The last variant of a definition is spoken to by JSON: SOAP clients see it come and go. */
export function bindingOf({ variant }: { variant: number }): Binding {
  return variant === LAST_VARIANT ? 'json' : 'soap';
}

export const keyOf = ({ partner, role, backend }: { partner: number; role: Role; backend: number }): string =>
  `${partner}/${role}/${backend}`;

/**
 * The registry in memory, as plainly as can be: every state it was ever in is kept whole, and what a partner sees is
 * worked out from a state alone. It shares no thought with the SQL that it checks.
 */
export class Model {
  private readonly states: ModelState[];
  private versions = 0;

  /** @param present the revision that the registry is at, in microseconds */
  constructor(present: number, partners: readonly number[]) {
    this.states = [
      { from: present, admitted: new Set(partners), connections: new Set(), definitions: new Map() },
    ];
  }

  get now(): ModelState {
    return this.states[this.states.length - 1]!;
  }

  /** @param now the wall clock in milliseconds; nothing happens where nothing changes */
  publish(now: number, definition: Omit<ModelDefinition, 'version'>): void {
    const present = this.now.definitions.get(keyOf(definition));
    if (present?.variant === definition.variant) return;
    const definitions = new Map(this.now.definitions);
    definitions.set(keyOf(definition), { ...definition, version: (this.versions += 1) });
    this.advance(now, { definitions });
  }

  withdraw(now: number, key: string): void {
    const definitions = new Map(this.now.definitions);
    if (definitions.delete(key)) this.advance(now, { definitions });
  }

  connect(now: number, operator: number, provider: number): void {
    const connections = new Set(this.now.connections).add(`${operator}>${provider}`);
    if (connections.size > this.now.connections.size) this.advance(now, { connections });
  }

  disconnect(now: number, operator: number, provider: number): void {
    const connections = new Set(this.now.connections);
    if (connections.delete(`${operator}>${provider}`)) this.advance(now, { connections });
  }

  suspend(now: number, partner: number): void {
    const admitted = new Set(this.now.admitted);
    if (admitted.delete(partner)) this.advance(now, { admitted });
  }

  readmit(now: number, partner: number): void {
    const admitted = new Set(this.now.admitted).add(partner);
    if (admitted.size > this.now.admitted.size) this.advance(now, { admitted });
  }

  /** visible(P, R) for the definitions of one role. */
  view(viewing: Viewing, revision = this.now.from): View {
    return viewIn(this.stateAt(revision), viewing);
  }

  /** What the architecture says of a delta, in its own words. */
  delta(viewing: Viewing, since: Range, until: number): { updated: Set<string>; removed: Set<string> } {
    const views = this.statesIn({ from: since.from, until: Math.min(since.until, until) });
    const seen = views.map((state) => viewIn(state, viewing));
    const after = this.view(viewing, until);
    const isKnown = (key: string, version: number) =>
      seen.every((view) => view.get(key)?.version === version);
    const updated = [...after].filter(([key, { version }]) => !isKnown(key, version)).map(([key]) => key);
    const removed = seen.flatMap((view) => [...view.keys()]).filter((key) => !after.has(key));
    return { updated: new Set(updated), removed: new Set(removed) };
  }

  /** Whether, since a state, the viewer has at any time lost sight of the owner of something that it saw in it. */
  lostSight(viewer: number, role: Role, since: number): boolean {
    const owners = new Set([...this.view({ viewer, role }, since).values()].map(({ partner }) => partner));
    const later = this.states.filter(({ from }) => from > since);
    return later.some((state) => [...owners].some((owner) => !isInSight(state, viewer, owner, role)));
  }

  private stateAt(revision: number): ModelState {
    return this.states.findLast(({ from }) => from <= revision) ?? this.states[0]!;
  }

  private statesIn({ from, until }: Range): ModelState[] {
    return [this.stateAt(from), ...this.states.filter((state) => state.from > from && state.from <= until)];
  }

  private advance(now: number, change: Partial<Truth>): void {
    this.states.push({ ...this.now, ...change, from: Math.max(this.now.from + 1, now * 1_000) });
  }
}

function viewIn(state: ModelState, { viewer, role, binding }: Viewing): View {
  const seen = [...state.definitions].filter(
    ([, definition]) =>
      definition.role === role &&
      (binding === undefined || bindingOf(definition) === binding) &&
      isInSight(state, viewer, definition.partner, role),
  );
  return new Map(seen);
}

/** Operator definitions are seen by providers, and provider definitions by operators. */
function isInSight({ admitted, connections }: Truth, viewer: number, owner: number, role: Role): boolean {
  const connection = role === 'operator' ? `${owner}>${viewer}` : `${viewer}>${owner}`;
  return admitted.has(viewer) && admitted.has(owner) && connections.has(connection);
}
