import type { Snapshot, Updates } from './bodies.js';
import { Caller, type Line } from './caller.js';
import { PROVIDER, type Partner } from './cast.js';
import { Copy } from './copy.js';
import { verify } from './failure.js';
import type { Narrator } from './narrator.js';
import type { ThrowAwayRegistry } from './throw-away-registry.js';

/** Where the story plays: who is there by now, and what the provider knows. */
export class Scene {
  readonly clearingHouse: Caller;
  /** What the provider has of operators' definitions. */
  readonly copy = new Copy('/v1/operator-backends');
  /** States of the registry that the story comes back to. */
  readonly moments = new Map<string, string>();
  private readonly line: Line;
  private readonly callers = new Map<Partner, Caller>();

  constructor(
    { address, adminSecret }: Pick<ThrowAwayRegistry, 'address' | 'adminSecret'>,
    readonly narrator: Narrator,
    readonly signal: AbortSignal,
  ) {
    this.line = { address, signal, onExchange: (exchange) => narrator.exchange(exchange) };
    this.clearingHouse = new Caller('clearing house', adminSecret, this.line);
  }

  /** From now on the partner has a secret to call with. */
  enter(partner: Partner, secret: string): void {
    this.callers.set(partner, new Caller(partner.partnerId, secret, this.line));
  }

  /** The partner, once it has entered. */
  find(partner: Partner): Caller | undefined {
    return this.callers.get(partner);
  }

  as(partner: Partner): Caller {
    const caller = this.callers.get(partner);
    if (!caller) throw new Error(`${partner.name} has no credentials yet`);
    return caller;
  }

  /** Checks, and tells that it is so. */
  check(what: string, got: unknown, expected: unknown): void {
    verify(what, got, expected);
    this.narrator.confirmed(what);
  }

  /** The provider polls; what it has afterwards must be what a new snapshot would give it. */
  async poll(): Promise<Updates> {
    const provider = this.as(PROVIDER);
    const updates = await this.copy.poll(provider);
    const snapshot = await provider.aside().get<Snapshot>('/v1/operator-backends');
    verify('the copy, kept up by polling, against a new snapshot', this.copy.items, snapshot.body.items);
    return updates;
  }
}
