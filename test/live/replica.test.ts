import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  expectStatus,
  type ReplicatedPair,
  startReplicated,
} from '../environment/index.js';
import { asOf, poll, Stage, until } from './stage.js';

describe('A service that reads from a replica', () => {
  let pair: ReplicatedPair;
  let stage: Stage;

  beforeAll(async () => {
    pair = await startReplicated();
    const database = await createTestDatabase({ server: pair.primaryUrl });
    const configuration = { databaseReadUrl: pair.onStandby(database.url) };
    stage = await Stage.set({ database, configuration });
  });
  afterAll(async () => {
    await stage.registry.stop();
    await pair.stop();
  });
  beforeEach(async () => {
    await stage.publish();
    await pair.caughtUp();
    await until(() => stage.registry.signal.present !== undefined);
  });

  const whileBehind = async (work: () => Promise<void>) => {
    await pair.pauseReplay();
    try {
      await work();
    } finally {
      await pair.resumeReplay();
    }
  };
  const snapshot = async () => (await stage.provider.get('/v1/operator-backends')).body;

  it('answers from it whom nothing has concerned since, and says of which state', () =>
    whileBehind(async () => {
      const before = await asOf(stage.stranger);
      await stage.publish();
      expect(await asOf(stage.stranger)).toBe(before);
      expect((await snapshot()).asOf > before).toBe(true);
    }));

  it('shows whom it concerns what has been published, and no longer what has been ended', () =>
    whileBehind(async () => {
      const url = await stage.publish();
      expect((await snapshot()).items).toMatchObject([{ url }]);
      const resolved = '/v1/operator-backends/resolve?evseId=DE*8AA*E1';
      expectStatus(await stage.provider.get(resolved), 200);
      expectStatus(await stage.operator.delete('/v1/self/roaming-connections/provider'), 204);
      expect((await snapshot()).items).toEqual([]);
      expectStatus(await stage.provider.get(resolved), 404);
      expectStatus(await stage.operator.put('/v1/self/roaming-connections/provider'), 201);
    }));

  it('lets an owner read what it has written', () =>
    whileBehind(async () => {
      const url = await stage.publish();
      const own = await stage.operator.get('/v1/self/operator-backends/b1');
      expect(own.body).toMatchObject({ url });
    }));

  it('leads nobody back who has come further', () =>
    whileBehind(async () => {
      await stage.publish();
      const { asOf: since } = await snapshot();
      const quiet = (await poll(stage.provider, since)).body;
      expect(quiet).toMatchObject({ asOf: since, updated: [] });
      const url = await stage.publish();
      const { body } = await poll(stage.provider, since);
      expect(body.updated).toMatchObject([{ url }]);
      expect(body.asOf > since).toBe(true);
    }));

  it('goes on without it', async () => {
    await pair.stopStandby();
    const since = await asOf(stage.stranger);
    const url = await stage.publish();
    expect((await snapshot()).items).toMatchObject([{ url }]);
    expectStatus(await poll(stage.stranger, since), 200);
  });
});
