import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askDatabase, type Client, expectStatus, TestRegistry } from '../environment/index.js';
import { asOf, poll, Stage, until } from '../live/stage.js';
import { type KeptDatabase, keptDatabase } from './kept-database.js';

const MINUTE = 60_000;

/** What is told of the epoch beside the registry. */
async function noted(url: string): Promise<any> {
  const [row] = await askDatabase(url, 'SELECT *, revision::float8, epoch_began::float8 FROM registry_clock');
  return row;
}

const expectChanged = ({ status, body }: { status: number; body: any }, parameter: string) =>
  expect([status, body.type, body.errors[0].parameter]).toEqual([
    410,
    'urn:ochp-direct:registry:problem:epoch-changed',
    parameter,
  ]);

describe('A registry that is restored from a backup', () => {
  let original: KeptDatabase;
  let backup: KeptDatabase;
  let restored: TestRegistry;
  /** What a client had been told before the backup, and after it. */
  let before: any;
  let lost: any;
  let epoch: string;
  let provider: Client;
  let operatorSecret: string;

  beforeAll(async () => {
    original = await keptDatabase();
    const stage = await Stage.set({ database: original.lent });
    for (const backendId of ['b1', 'b2']) await stage.publish(stage.operator, backendId);
    before = (await stage.provider.get('/v1/operator-backends?limit=1')).body;
    await stage.registry.stop();
    backup = await original.copy();

    const { clock } = stage.registry;
    clock.advance(MINUTE);
    const goneOn = await TestRegistry.start({ database: original.lent, clock });
    epoch = (await goneOn.as(stage.provider.secret).get('/v1/self')).body.epoch;
    expectStatus(await goneOn.as(stage.operator.secret).delete('/v1/self/operator-backends/b2'), 204);
    lost = (await goneOn.as(stage.provider.secret).get('/v1/operator-backends?limit=1')).body;
    expectStatus(await poll(goneOn.as(stage.provider.secret), before.asOf), 200);
    await goneOn.stop();

    clock.advance(MINUTE);
    restored = await TestRegistry.start({ database: backup.lent, clock });
    provider = restored.as(stage.provider.secret);
    operatorSecret = stage.operator.secret;
    await until(() => restored.signal.present !== undefined);
  });
  afterAll(async () => {
    await restored.stop();
    await original.drop();
    await backup.drop();
  });

  it('is in another epoch, and says so; one that was merely started again is not', async () => {
    expect([before.epoch, lost.epoch]).toEqual([epoch, epoch]);
    const self = await provider.get('/v1/self');
    expect(self.body.epoch).toMatch(/^[0-9a-f]{12}$/);
    expect(self.body.epoch).not.toBe(epoch);
    expect((await noted(original.lent.url)).epoch).toBe(epoch);
    expect(restored.log.filter((line) => line.includes('a new epoch has begun'))).toHaveLength(1);
  });

  it('tells clients to begin anew whose state is from before, whether the backup had it or not', async () => {
    for (const since of [before.asOf, lost.asOf]) {
      expectChanged(await poll(provider, since), 'since');
      expectChanged(await poll(provider, since, '&wait=5'), 'since');
      expectChanged(await poll(provider, since, `&epoch=${epoch}`), 'epoch');
      const accept = { accept: 'text/event-stream', 'last-event-id': since };
      const path = `/v1/operator-backends/updates?since=${await asOf(provider)}`;
      expectChanged(await provider.get(path, { headers: accept }), 'Last-Event-ID');
    }
    expectChanged(await provider.get(`/v1/operator-backends?limit=1&next=${before.next}`), 'next');
  });

  it('sends the whole list where that is what a client gets that begins anew', async () => {
    const headers = { 'if-none-match': `W/"${lost.asOf}"` };
    const { status, body } = await provider.get('/v1/operator-backends', { headers });
    expect([status, body.items.length]).toEqual([200, 2]);
    const lastUpdate = `<m:lastUpdate><m:DateTime>${lost.asOf}</m:DateTime></m:lastUpdate>`;
    const soap = await restored
      .bySoap('provider', provider)
      .own('GetOperatorBackendDefinitionUpdates', lastUpdate);
    expect([soap.code, soap.body.isFullList?.[0], soap.body.backendDefinition?.length]).toEqual([
      'ok',
      'true',
      2,
    ]);
  });

  it('tells by the epoch what the clocks do not: an old state from a machine whose clock was ahead', async () => {
    const ahead = new Date(restored.clock.now() + MINUTE / 2).toISOString().replace('Z', '000Z');
    restored.clock.advance(2 * MINUTE);
    expectStatus(await restored.as(operatorSecret).delete('/v1/self/operator-backends/b1'), 204);
    expectChanged(await poll(provider, ahead, `&epoch=${epoch}`), 'epoch');
    const { body } = await provider.get('/v1/operator-backends');
    const quiet = await poll(provider, body.asOf, `&epoch=${body.epoch}`);
    expect(quiet.body).toMatchObject({ epoch: body.epoch, updated: [], removed: [] });
    expectChanged(await poll(provider, body.asOf, `&epoch=${epoch}`), 'epoch');
  });

  it('refuses what is no epoch, and names it', async () => {
    const refused = await poll(provider, await asOf(provider), '&epoch=%22');
    expect([refused.status, refused.body.errors[0].parameter]).toEqual([400, 'epoch']);
  });

  it('shows the clearing house what was, as before', async () => {
    const path = `/v1/admin/visible?partner=provider&at=${before.asOf}`;
    const { status, body } = await restored.admin.get(path);
    expect([status, body.items.length]).toEqual([200, 2]);
  });
});

describe('Clients that go by their own clock', () => {
  it('are served again once all that they may mean lies in the epoch', async () => {
    const original = await keptDatabase();
    const stage = await Stage.set({ database: original.lent });
    await stage.registry.stop();
    const backup = await original.copy();
    const { clock } = stage.registry;
    const restored = await TestRegistry.start({ database: backup.lent, clock });
    const provider = restored.as(stage.provider.secret);
    expectChanged(await poll(provider, clock.toSeconds()), 'since');
    clock.advance(MINUTE);
    expectChanged(await poll(provider, clock.toSeconds()), 'since');
    clock.advance(1_000);
    expectStatus(await poll(provider, clock.toSeconds()), 200);
    await restored.stop();
    await original.drop();
    await backup.drop();
  });
});

describe('Which database it is', () => {
  let database: KeptDatabase;
  let stage: Stage;
  beforeAll(async () => {
    database = await keptDatabase();
    stage = await Stage.set({ database: database.lent });
  });
  afterAll(async () => {
    await stage.registry.stop();
    await database.drop();
  });
  const noteOtherwise = (change: string) =>
    askDatabase(database.lent.url, `UPDATE registry_clock SET ${change}`);
  const startBeside = () => TestRegistry.start({ beside: stage.registry, clock: stage.registry.clock });

  it('is noted in full, as far as the server tells', async () => {
    const { epoch_files: files, ...rest } = await noted(database.lent.url);
    expect([files, rest.epoch_began]).toEqual([null, 0]);
    const [found] = await askDatabase(
      database.lent.url,
      `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS epoch_system,
        (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS epoch_database,
        'registry_clock'::regclass::oid::text AS epoch_table, '00000001' AS epoch_timeline`,
    );
    expect(rest).toMatchObject(found);
  });

  it.each(['system', 'database', 'table', 'timeline'])(
    'is another one if its %s is, and three instances that find that begin one epoch',
    async (part) => {
      const before = await noted(database.lent.url);
      await noteOtherwise(`epoch_${part} = 'another'`);
      const found = await Promise.all(Array.from({ length: 3 }, startBeside));
      const after = await noted(database.lent.url);
      expect(after.epoch).not.toBe(before.epoch);
      expect(after).toMatchObject({
        [`epoch_${part}`]: before[`epoch_${part}`],
        epoch_began: after.revision,
      });
      expect(after.revision).toBeGreaterThan(before.revision);
      const reports = found.flatMap(({ log }) =>
        log.filter((line) => line.includes('a new epoch has begun')),
      );
      expect(reports).toEqual([expect.stringContaining(`${part} another, now ${before[`epoch_${part}`]}`)]);
      for (const one of found) await one.stop();
    },
  );

  it('is noted anew, and is no other one, where a part of it was not known', async () => {
    const before = await noted(database.lent.url);
    await noteOtherwise('epoch_timeline = NULL, epoch_system = NULL');
    const one = await startBeside();
    expect(await noted(database.lent.url)).toEqual(before);
    await one.stop();
  });

  it('is another one for an instance that knows of a later state, and clients of that begin anew', async () => {
    const since = await stage.publish().then(() => asOf(stage.provider));
    const before = await noted(database.lent.url);
    const polls = () => poll(stage.provider, since);
    await until(async () => stage.registry.signal.present === before.revision);
    await noteOtherwise('revision = revision - 1000000');
    await until(async () => (await noted(database.lent.url)).epoch !== before.epoch);
    const after = await noted(database.lent.url);
    expect(after.epoch_began).toBeGreaterThan(before.revision);
    await until(() => stage.registry.signal.epoch === after.epoch);
    expectChanged(await polls(), 'since');
  });

  it('is learnt from others by an instance that was there before, and by whoever waits there', async () => {
    await until(() => stage.registry.signal.present !== undefined);
    const waiting = poll(stage.provider, await asOf(stage.provider), '&wait=60');
    await until(() => stage.registry.signal.watching === 1);
    await noteOtherwise(`epoch_table = 'another'`);
    const one = await startBeside();
    expectChanged(await waiting, 'since');
    await one.stop();
  });
});
