import { expect } from '@jest/globals';
import type { Role } from '../../src/partners/index.js';
import type { Change, Habit } from './history.js';
import { JsonReader } from './json-reader.js';
import { keyOf, type Range, type View, type Viewing } from './model.js';
import type { Reader, Seen } from './pages.js';
import { SoapReader } from './soap-reader.js';
import { revisionOf, type World } from './world.js';

const SECOND = 1_000_000;

/** One partner's copy of what it sees of one role, kept by a client of one habit, and held against the model. */
export class Copy {
  private readonly held = new Map<string, string>();
  private readonly viewing: Viewing;
  private readonly reader: Reader;
  private since: { text: string; range: Range } | undefined;

  constructor(
    private readonly world: World,
    viewer: number,
    private readonly role: Role,
    private readonly habit: Habit,
    /** The registry's tolerance, in milliseconds. */
    private readonly tolerance: number,
  ) {
    const reading = { viewer, role };
    this.reader = habit.by === 'soap' ? new SoapReader(world, reading) : new JsonReader(world, reading);
    this.viewing = habit.by === 'soap' ? { ...reading, binding: 'soap' } : reading;
  }

  /** Asks for what changed, or, the first time, for everything. */
  async poll(limit: number, between?: Change): Promise<void> {
    if (!this.since) return this.snapshot(limit, between);
    const { text, range } = this.since;
    const next = this.nextSince();
    const pages = await this.reader.read(text, limit, between);
    if (!pages) return;
    const delta = this.world.model.delta(this.viewing, range, revisionOf(pages.asOf));
    const [updated, removed] = [pages.updated, pages.removed].map((list) =>
      list.map((one) => this.keyOf(one)),
    );
    expect(updated!.sort()).toEqual([...delta.updated].sort());
    expect(removed!.sort()).toEqual([...delta.removed].sort());
    for (const item of pages.updated) this.held.set(this.keyOf(item), contentOf(item));
    for (const key of removed!) this.held.delete(key);
    this.arrive(pages.asOf, next);
  }

  /** Throws the copy away and takes everything anew. */
  async snapshot(limit: number, between?: Change): Promise<void> {
    const next = this.nextSince();
    const pages = await this.reader.read(undefined, limit, between);
    if (!pages) return;
    this.held.clear();
    for (const item of pages.updated) this.held.set(this.keyOf(item), contentOf(item));
    this.arrive(pages.asOf, next);
  }

  /** The law: whatever way the copy came about, it is what there is to see in the state it says it is of. */
  private arrive(asOf: string, next: () => { text: string; range: Range }): void {
    const view = this.world.model.view(this.viewing, revisionOf(asOf));
    expect(Object.fromEntries(this.held)).toEqual(this.expected(view));
    this.since = this.habit.kind === 'exact' ? { text: asOf, range: exactly(asOf) } : next();
  }

  private nextSince(): () => { text: string; range: Range } {
    const { clock } = this.world.registry;
    const seconds = Math.floor((clock.now() + (this.habit.kind === 'clock' ? this.habit.ahead : 0)) / 1_000);
    const widening = this.tolerance * 1_000;
    const range = { from: seconds * SECOND - widening, until: (seconds + 1) * SECOND - 1 + widening };
    return () => ({ text: new Date(seconds * 1_000).toISOString().replace('.000', ''), range });
  }

  private keyOf({ partnerId, backendId }: { partnerId: string; backendId: string }): string {
    return keyOf({
      partner: this.world.partnerOf(partnerId),
      role: this.role,
      backend: Number(backendId.slice(1)),
    });
  }

  private expected(view: View): Record<string, string> {
    const bodies = [...view].map(([key, definition]) => [key, contentOf(this.world.publication(definition))]);
    return Object.fromEntries(bodies);
  }
}

function exactly(asOf: string): Range {
  return { from: revisionOf(asOf), until: revisionOf(asOf) };
}

/** What is stated, in a fixed order; the day depends on when the body was made, and is left out. */
function contentOf({
  url,
  namespaceUrl,
  binding,
  whitelist,
  blacklist,
  tokens,
}: Omit<Seen, 'partnerId' | 'backendId'>): string {
  return JSON.stringify([url, namespaceUrl, binding, whitelist, blacklist, tokens[0]!.accessToken]);
}
