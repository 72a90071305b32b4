import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatRevision, type Revision } from '../../src/database/index.js';
import type { Role } from '../../src/partners/index.js';
import { admitCompanies, type Company } from '../concurrency/company.js';
import { Dice } from '../concurrency/dice.js';
import { LiveClock } from '../concurrency/live-clock.js';
import { expectSoundHistory } from '../concurrency/sound-history.js';
import { PartnerWriter, StaffWriter, type Writer } from '../concurrency/writers.js';
import { askDatabase, expectStatus, TestRegistry } from '../environment/index.js';
import { type BackedUp, backedUpByDump, backedUpByFiles } from './backups.js';
import { Follower } from './follower.js';

/** Writes before the backup is begun, and after it is done; and in the restored registry. */
const WRITES = 60;

const configuration = { logLevel: 'silent' } as const;
const ROLES: readonly Role[] = ['operator', 'provider'];

describe.each([
  ['in one snapshot of its tables', backedUpByDump],
  ['file by file, with its log', backedUpByFiles],
])('A registry that is backed up %s while it is written and polled, and restored', (_, prepare) => {
  let backedUp: BackedUp;
  let original: TestRegistry;
  let restored: TestRegistry;
  let companies: Company[];
  /** Who polled for the last time before the backup, and who went on until the crash. */
  let early: Follower[];
  let late: Follower[];
  /** The state that was restored. */
  let state: Revision;

  const lent = (url: string) => ({ url, drop: () => Promise.resolve() });

  beforeAll(async () => {
    backedUp = await prepare();
    original = await TestRegistry.start({
      database: lent(backedUp.databaseUrl),
      clock: new LiveClock(),
      configuration,
    });
    companies = await admitCompanies(original);
    [early, late] = [companies.flatMap(followersOf), companies.flatMap(followersOf)];
    await rush(original, companies, early);
    let isTaken = false;
    const load = rush(original, companies, late, () => !isTaken);
    await backedUp.take().finally(() => (isTaken = true));
    await load;
    await rush(original, companies, late);
    for (const follower of late) await follower.poll();

    const url = await backedUp.restore();
    const [{ revision }] = await askDatabase(url, 'SELECT revision::float8 FROM registry_clock');
    state = revision;
    restored = await TestRegistry.start({ database: lent(url), clock: new LiveClock(), configuration });
  }, 300_000);
  afterAll(async () => {
    await original.stop();
    await restored.stop();
    await backedUp.remove();
  });

  const visible = async ({ admin }: TestRegistry, partnerId: string) => {
    const at = formatRevision(state);
    const answer = await admin.get(`/v1/admin/visible?partner=${partnerId}&at=${at}&limit=1000`);
    expectStatus(answer, 200);
    return answer.body.items;
  };

  it('is in a state that the original was in, from before the crash', async () => {
    const [{ revision }] = await askDatabase(
      original.databaseUrl,
      'SELECT revision::float8 FROM registry_clock',
    );
    expect(state).toBeLessThan(revision);
    let seen = 0;
    for (const { partnerId } of companies) {
      const items = await visible(original, partnerId);
      expect(await visible(restored, partnerId)).toEqual(items);
      seen += items.length;
    }
    expect(seen).toBeGreaterThan(0);
    await expectSoundHistory(restored.databaseUrl);
  });

  it('has every client begin anew that polled before, and keeps the law for all from then on', async () => {
    const newcomers = companies.flatMap(followersOf);
    const everybody = [...early, ...late, ...newcomers];
    const atRestored = new Map(
      companies.map(({ partnerId, client }) => [partnerId, restored.as(client.secret)]),
    );
    for (const follower of everybody) follower.moveTo(atRestored.get(follower.partnerId)!);
    for (const { partnerId } of companies)
      expectStatus(await restored.admin.post(`/v1/admin/partners/${partnerId}/readmit`), 200);
    for (const follower of everybody) expect(await follower.poll()).toBe('begun anew');
    const moved = companies.map((company) => ({ ...company, client: atRestored.get(company.partnerId)! }));
    const outcomes = await rush(restored, moved, everybody);
    expect(outcomes).not.toContain('begun anew');
    for (const { partnerId } of companies)
      expectStatus(await restored.admin.post(`/v1/admin/partners/${partnerId}/readmit`), 200);
    for (const follower of everybody) {
      expect(await follower.poll()).toBe('served');
      expect(follower.content).toEqual(await follower.snapshot());
    }
    expect(everybody.some(({ content }) => Object.keys(content).length > 0)).toBe(true);
    await expectSoundHistory(restored.databaseUrl);
  }, 300_000);
});

function followersOf({ client, partnerId, roles }: Company): Follower[] {
  const seen = ROLES.filter((role) => roles.some((own) => own !== role));
  return seen.map((role) => new Follower(client, partnerId, role));
}

let rushes = 0;

/** All write and poll at once, until so much is written and `goesOn` says that it is enough. @returns what came of the polls */
async function rush(
  registry: TestRegistry,
  companies: readonly Company[],
  followers: readonly Follower[],
  goesOn = () => false,
): Promise<string[]> {
  rushes += 1;
  let written = 0;
  const isOn = () => written < WRITES || goesOn();
  const outcomes: string[] = [];
  const write = async (writer: Writer) => {
    while (isOn()) if (await writer.write()) written += 1;
  };
  const poll = async (follower: Follower) => {
    while (isOn()) {
      outcomes.push(await follower.poll());
      await delay(200);
    }
  };
  await Promise.all([...writersOf(registry, companies).map(write), ...followers.map(poll)]).finally(
    () => (written = Infinity),
  );
  return outcomes;
}

/** With tokens that no writer of another rush has used. */
function writersOf({ admin, clock }: TestRegistry, companies: readonly Company[]): Writer[] {
  const day = (offset: number) => clock.day(offset);
  const partners = companies.map(
    (self, index) =>
      new PartnerWriter(`r${rushes}w${index}`, self, companies, day, new Dice(rushes * 100 + index)),
  );
  return [...partners, new StaffWriter(admin, companies, new Dice(rushes))];
}
