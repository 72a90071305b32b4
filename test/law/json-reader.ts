import { expect } from '@jest/globals';
import { type Answer, expectStatus } from '../environment/index.js';
import type { Change } from './history.js';
import type { Pages, Reader, Reading } from './pages.js';
import { revisionOf, type World } from './world.js';

/** Reads page by page, and expects of each that it is of the state of the first. */
export class JsonReader implements Reader {
  constructor(
    private readonly world: World,
    private readonly reading: Reading,
  ) {}

  async read(since: string | undefined, limit: number, between?: Change): Promise<Pages | undefined> {
    const question = since === undefined ? '?' : `/updates?since=${since}&`;
    const bodies = await this.pages(
      `/v1/${this.reading.role}-backends${question}limit=${limit}`,
      limit,
      between,
    );
    return (
      bodies && {
        asOf: bodies[0].asOf,
        isFullList: since === undefined,
        updated: bodies.flatMap((body) => body.items ?? body.updated),
        removed: bodies.flatMap((body) => body.removed ?? []),
      }
    );
  }

  private async pages(path: string, limit: number, between?: Change): Promise<any[] | undefined> {
    const { world, reading } = this;
    const present = world.model.now.from;
    const bodies: any[] = [];
    for (let next: string | undefined; bodies.length === 0 || next !== undefined; next = bodies.at(-1).next) {
      const answer = await this.get(next === undefined ? path : `${path}&next=${next}`);
      if (answer.status === 403) {
        expect(world.isAdmitted(reading.viewer)).toBe(false);
        return undefined;
      }
      if (answer.status === 410) {
        this.expectLostSight(bodies);
        return undefined;
      }
      expectStatus(answer, 200);
      expect(revisionOf(answer.body.asOf)).toBe(present);
      const entries = answer.body.items ?? [...answer.body.updated, ...answer.body.removed];
      expect(entries.length).toBeLessThanOrEqual(limit);
      bodies.push(answer.body);
      if (bodies.length === 1 && between) await world.apply(between);
    }
    return bodies;
  }

  private async get(path: string): Promise<Answer> {
    const { viewer } = this.reading;
    const answer = await this.world.clients[viewer]!.get(path);
    const told = JSON.stringify({ ...answer.body, removed: [] });
    expect(this.world.strangersIn(told, viewer, '')).toEqual([]);
    return answer;
  }

  private expectLostSight(bodies: any[]): void {
    const { viewer, role } = this.reading;
    expect(bodies.length).toBeGreaterThan(0);
    expect(this.world.model.lostSight(viewer, role, revisionOf(bodies[0].asOf))).toBe(true);
  }
}
