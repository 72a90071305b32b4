import { expect } from '@jest/globals';
import type { Role } from '../../src/partners/index.js';
import { type Answer, expectStatus } from '../environment/index.js';
import type { Change, Habit } from './history.js';
import { keyOf, type Range, type View } from './model.js';
import { revisionOf, type World } from './world.js';

const SECOND = 1_000_000;

/** A page of a snapshot or of updates, as far as a client cares. */
interface Pages {
  readonly asOf: string;
  readonly bodies: any[];
}

/** One partner's copy of what it sees of one role, kept by a client of one habit, and held against the model. */
export class Copy {
  private readonly held = new Map<string, string>();
  private since: { text: string; range: Range } | undefined;

  constructor(
    private readonly world: World,
    private readonly viewer: number,
    private readonly role: Role,
    private readonly habit: Habit,
    /** The registry's tolerance, in milliseconds. */
    private readonly tolerance: number,
  ) {}

  /** Asks for what changed, or, the first time, for everything. */
  async poll(limit: number, between?: Change): Promise<void> {
    if (!this.since) return this.snapshot(limit, between);
    const { text, range } = this.since;
    const next = this.nextSince();
    const pages = await this.pages(
      `/v1/${this.role}-backends/updates?since=${text}&limit=${limit}`,
      limit,
      between,
    );
    if (!pages) return;
    const { updated, removed } = this.world.model.delta(
      this.viewer,
      this.role,
      range,
      revisionOf(pages.asOf),
    );
    const answered = pages.bodies.flatMap((body) => body.updated);
    const dropped = pages.bodies.flatMap((body) => body.removed).map((identity) => this.keyOf(identity));
    expect(answered.map((item) => this.keyOf(item)).sort()).toEqual([...updated].sort());
    expect(dropped.sort()).toEqual([...removed].sort());
    for (const item of answered) this.held.set(this.keyOf(item), contentOf(item));
    for (const key of dropped) this.held.delete(key);
    this.arrive(pages.asOf, next);
  }

  /** Throws the copy away and takes everything anew. */
  async snapshot(limit: number, between?: Change): Promise<void> {
    const next = this.nextSince();
    const pages = await this.pages(`/v1/${this.role}-backends?limit=${limit}`, limit, between);
    if (!pages) return;
    this.held.clear();
    for (const item of pages.bodies.flatMap((body) => body.items))
      this.held.set(this.keyOf(item), contentOf(item));
    this.arrive(pages.asOf, next);
  }

  /** The law: whatever way the copy came about, it is what there is to see in the state it says it is of. */
  private arrive(asOf: string, next: () => { text: string; range: Range }): void {
    const view = this.world.model.view(this.viewer, this.role, revisionOf(asOf));
    expect(Object.fromEntries(this.held)).toEqual(this.expected(view));
    this.since = this.habit.kind === 'exact' ? { text: asOf, range: exactly(asOf) } : next();
  }

  /** All pages; undefined when the client is turned away, or when paging has to begin anew. */
  private async pages(path: string, limit: number, between?: Change): Promise<Pages | undefined> {
    const present = this.world.model.now.from;
    const bodies: any[] = [];
    for (let next: string | undefined; bodies.length === 0 || next !== undefined; next = bodies.at(-1).next) {
      const answer = await this.get(next === undefined ? path : `${path}&next=${next}`);
      if (answer.status === 403) {
        expectAbsent(this.world.isAdmitted(this.viewer));
        return;
      }
      if (answer.status === 410) {
        this.expectLostSight(bodies);
        return;
      }
      expectStatus(answer, 200);
      expect(revisionOf(answer.body.asOf)).toBe(present);
      expect(
        (answer.body.items ?? [...answer.body.updated, ...answer.body.removed]).length,
      ).toBeLessThanOrEqual(limit);
      bodies.push(answer.body);
      if (bodies.length === 1 && between) await this.world.apply(between);
    }
    return { asOf: bodies[0].asOf, bodies };
  }

  private async get(path: string): Promise<Answer> {
    const answer = await this.world.clients[this.viewer]!.get(path);
    const strangers = this.world.strangersIn(
      JSON.stringify({ ...answer.body, removed: [] }),
      this.viewer,
      '',
    );
    expect(strangers).toEqual([]);
    return answer;
  }

  private expectLostSight(bodies: any[]): undefined {
    expect(bodies.length).toBeGreaterThan(0);
    expect(this.world.model.lostSight(this.viewer, this.role, revisionOf(bodies[0].asOf))).toBe(true);
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
function contentOf({ url, namespaceUrl, binding, whitelist, blacklist, tokens }: any): string {
  return JSON.stringify([url, namespaceUrl, binding, whitelist, blacklist, tokens[0].accessToken]);
}

function expectAbsent(isAdmitted: boolean): undefined {
  expect(isAdmitted).toBe(false);
}
