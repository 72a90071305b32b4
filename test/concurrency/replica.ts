import { expect } from '@jest/globals';
import type { Role } from '../../src/partners/index.js';
import { type Answer, expectStatus } from '../environment/index.js';
import type { Company } from './company.js';

/** How a client polls: what it sends as `since`, and how much it takes at a time. */
export interface Habit {
  readonly since: 'asOf' | 'own clock';
  readonly limit: number;
  /** For how many seconds it lets the registry hold its polls. */
  readonly wait?: number;
}

interface Identity {
  partnerId: string;
  backendId: string;
}

/** What a partner knows of the definitions of one role, put together from deltas alone. */
export class Replica {
  readonly met = { polls: 0, pages: 0, turnedAway: 0, outdated: 0 };
  private readonly held = new Map<string, unknown>();
  private since = '';
  private asOf = '';

  constructor(
    readonly viewer: Company,
    readonly role: Role,
    readonly habit: Habit,
  ) {}

  /** The only snapshot, taken while there is nothing to see. */
  async begin(): Promise<void> {
    const asked = wholeSecond();
    const { body } = await this.get(`/v1/${this.role}-backends`);
    expect(body.items).toEqual([]);
    this.arrive(asked, body.asOf);
  }

  /** Whether it came through; if not, the next poll asks again for the same. */
  async poll(wait = this.habit.wait ?? 0): Promise<boolean> {
    const asked = wholeSecond();
    const pages = await this.pages(
      `/v1/${this.role}-backends/updates?since=${this.since}&limit=${this.habit.limit}&wait=${wait}`,
    );
    if (!pages) return false;
    for (const { updated, removed } of pages) {
      for (const definition of updated) this.held.set(keyOf(definition), definition);
      for (const identity of removed) this.held.delete(keyOf(identity));
    }
    this.arrive(asked, pages[0].asOf);
    this.met.polls += 1;
    return true;
  }

  /** Everything that is held, in a form to compare. */
  get content(): Record<string, unknown> {
    return Object.fromEntries(this.held);
  }

  /** What it should hold: the snapshot. */
  async snapshot(): Promise<Record<string, unknown>> {
    const { body } = await this.get(`/v1/${this.role}-backends`);
    expect(body.next).toBeUndefined();
    return Object.fromEntries(body.items.map((definition: Identity) => [keyOf(definition), definition]));
  }

  private async pages(path: string): Promise<any[] | undefined> {
    const pages: any[] = [];
    for (let next: string | undefined; pages.length === 0 || next !== undefined; next = pages.at(-1).next) {
      const answer = await this.ask(next === undefined ? path : `${path}&next=${next}`);
      if (answer.status === 403) return void (this.met.turnedAway += 1);
      if (answer.status === 410) {
        this.begunAnew(answer, pages);
        return;
      }
      expectStatus(answer, 200);
      expect(answer.body.asOf).toBe(pages[0]?.asOf ?? answer.body.asOf);
      pages.push(answer.body);
    }
    this.met.pages += pages.length;
    return pages;
  }

  /** A connection ended between two pages. */
  private begunAnew({ body }: Answer, pages: readonly unknown[]): undefined {
    expect(body.type).toMatch(/:page-outdated$/);
    expect(pages.length).toBeGreaterThan(0);
    this.met.outdated += 1;
  }

  private arrive(asked: string, asOf: string): void {
    expect(asOf >= this.asOf).toBe(true);
    this.asOf = asOf;
    this.since = this.habit.since === 'asOf' ? asOf : asked;
  }

  private async get(path: string): Promise<Answer> {
    const answer = await this.ask(path);
    expectStatus(answer, 200);
    return answer;
  }

  /** Without compression, which would take much of the processor that the writers are to have. */
  private ask(path: string): Promise<Answer> {
    return this.viewer.client.get(path, { headers: { 'accept-encoding': 'identity' } });
  }
}

const keyOf = ({ partnerId, backendId }: Identity): string => `${partnerId}/${backendId}`;

/** The time as clients of the SOAP interface write it. */
function wholeSecond(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
