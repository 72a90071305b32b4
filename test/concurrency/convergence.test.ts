import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDuration } from '../../src/configuration/index.js';
import type { Role } from '../../src/partners/index.js';
import { expectStatus, TestRegistry } from '../environment/index.js';
import { admitCompanies, type Company } from './company.js';
import { Dice } from './dice.js';
import { LiveClock } from './live-clock.js';
import { type Habit, Replica } from './replica.js';
import { expectSoundHistory } from './sound-history.js';
import { PartnerWriter, StaffWriter, type Writer } from './writers.js';

const WRITES = 2_000;

/** Between two polls of one client others write so many times at most. */
const MOST_BETWEEN_POLLS = 80;

/** Wider than any write is held up here: a client that goes by its own clock depends on that. */
const TOLERANCE = parseDuration('10s');

const HABITS: readonly Habit[] = [
  { since: 'asOf', limit: 500, wait: 1 },
  { since: 'asOf', limit: 3 },
  { since: 'own clock', limit: 500 },
];

describe('While everybody writes at the same time', () => {
  let registry: TestRegistry;
  let companies: Company[];
  let replicas: Replica[];

  beforeAll(async () => {
    const configuration = { clockTolerance: TOLERANCE, logLevel: 'silent' } as const;
    registry = await TestRegistry.start({ configuration, clock: new LiveClock() });
    companies = await admitCompanies(registry);
    replicas = companies.flatMap(replicasOf);
    await Promise.all(replicas.map((replica) => replica.begin()));
  });
  afterAll(() => registry.stop());

  it('every copy that is kept by polling comes to be what there is to see', async () => {
    await rush(writersOf(registry, companies), replicas);
    await settle(registry, companies);
    for (const replica of replicas) {
      expect(await replica.poll(0)).toBe(true);
      expect(replica.content).toEqual(await replica.snapshot());
    }
    const seenByBoth = replicas.filter(({ viewer }) => viewer.partnerId === 'both-1');
    for (const { content } of seenByBoth) expect(Object.keys(content)).not.toEqual([]);
    for (const habit of ['polls', 'turnedAway', 'outdated'] as const)
      expect(replicas.some(({ met }) => met[habit] > 0)).toBe(true);
    expect(await expectSoundHistory(registry.databaseUrl)).toBeGreaterThan(WRITES / 2);
  }, 300_000);
});

/** All at once, until so much is written. */
async function rush(writers: readonly Writer[], replicas: readonly Replica[]): Promise<void> {
  let written = 0;
  const write = async (writer: Writer) => {
    while (written < WRITES) if (await writer.write()) written += 1;
  };
  const poll = async (replica: Replica, dice: Dice) => {
    while (written < WRITES) {
      await replica.poll();
      const next = Math.min(written + dice.below(MOST_BETWEEN_POLLS), WRITES);
      while (written < next) await delay(5);
    }
  };
  const all = [...writers.map(write), ...replicas.map((replica, seed) => poll(replica, new Dice(seed)))];
  // One that fails ends it for all.
  await Promise.all(all).finally(() => (written = WRITES));
}

/** One writer for each partner, a second one for every other partner, and two at the clearing house. */
function writersOf({ admin, clock }: TestRegistry, companies: readonly Company[]): Writer[] {
  const day = (offset: number) => clock.day(offset);
  const busy = [...companies, ...companies.filter((_, index) => index % 2 === 0)];
  const partners = busy.map(
    (self, seed) => new PartnerWriter(`w${seed}`, self, companies, day, new Dice(seed)),
  );
  return [...partners, ...[100, 101].map((seed) => new StaffWriter(admin, companies, new Dice(seed)))];
}

function replicasOf(viewer: Company): Replica[] {
  const otherSide = (role: Role): Role => (role === 'operator' ? 'provider' : 'operator');
  return viewer.roles.flatMap((role) => HABITS.map((habit) => new Replica(viewer, otherSide(role), habit)));
}

/** In the end one partner sees, and is seen by, all that it may. */
async function settle({ admin }: TestRegistry, companies: readonly Company[]): Promise<void> {
  for (const { partnerId, roles } of companies) {
    const [operator, provider] = roles[0] === 'operator' ? [partnerId, 'both-1'] : ['both-1', partnerId];
    if (operator !== provider)
      expectStatus(await admin.put(`/v1/admin/roaming-connections/${operator}/${provider}`), 200, 201);
  }
}
