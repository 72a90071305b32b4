import type { Definition, Identity, Snapshot, Updates } from './bodies.js';
import type { Caller } from './caller.js';

/** What a partner keeps of what it may see: a snapshot once, and from then on nothing but deltas. */
export class Copy {
  /** The state it is of: the `since` of the next poll. */
  asOf = '';
  private definitions = new Map<string, Definition>();

  constructor(private readonly path: '/v1/operator-backends' | '/v1/provider-backends') {}

  async begin(caller: Caller): Promise<void> {
    const { body } = await caller.get<Snapshot>(this.path);
    this.asOf = body.asOf;
    this.definitions = byIdentity(body.items);
  }

  async poll(caller: Caller): Promise<Updates> {
    const { body } = await caller.get<Updates>(`${this.path}/updates?since=${this.asOf}`);
    for (const definition of body.updated) this.definitions.set(keyOf(definition), definition);
    for (const identity of body.removed) this.definitions.delete(keyOf(identity));
    this.asOf = body.asOf;
    return body;
  }

  /** The definitions in the order of a snapshot. */
  get items(): Definition[] {
    const order = [...this.definitions.keys()].sort();
    return order.flatMap((key) => this.definitions.get(key) ?? []);
  }
}

function byIdentity(definitions: readonly Definition[]): Map<string, Definition> {
  return new Map(definitions.map((definition) => [keyOf(definition), definition]));
}

function keyOf({ partnerId, backendId }: Identity): string {
  return `${partnerId}\t${backendId}`;
}
