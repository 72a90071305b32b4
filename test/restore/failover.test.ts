import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  expectStatus,
  type ReplicatedPair,
  startReplicated,
  TcpProxy,
} from '../environment/index.js';
import { asOf, poll, Stage, until } from '../live/stage.js';

describe('When a replica takes over that had not come as far as the primary', () => {
  let pair: ReplicatedPair;
  let proxy: TcpProxy;
  let stage: Stage;
  /** Where the new primary is reached under the name of the database. */
  let takeOver: () => Promise<void>;

  beforeAll(async () => {
    pair = await startReplicated();
    const database = await createTestDatabase({ server: pair.primaryUrl });
    proxy = await TcpProxy.between(database.url);
    const lent = { url: database.url, drop: () => Promise.resolve() };
    stage = await Stage.set({ database: lent, reachedBy: () => proxy.url });
    takeOver = async () => {
      const { pathname } = new URL(database.url);
      proxy.leadTo(Object.assign(new URL(await pair.failOver()), { pathname }).href);
    };
  });
  afterAll(async () => {
    await stage.registry.stop();
    await proxy.close();
    await pair.stop();
  });

  it('whoever was told of what it lacks begins anew, and is not answered otherwise before', async () => {
    const { provider, registry } = stage;
    const kept = await stage.publish();
    const common = await asOf(provider);
    await pair.caughtUp();
    await pair.stopStandby();
    await stage.publish();
    const lost = (await provider.get('/v1/operator-backends')).body;
    const waiting = poll(provider, lost.asOf, '&wait=60');
    await until(() => registry.signal.watching === 1);

    await takeOver();
    const answers = [await waiting];
    while (answers.at(-1)!.status === 503) answers.push(await poll(provider, lost.asOf));
    expect(answers.at(-1)!.body).toMatchObject({
      status: 410,
      type: expect.stringMatching(/:epoch-changed$/),
    });
    expectStatus(await poll(provider, common), 410);

    await until(() => registry.signal.present !== undefined);
    const { body } = await provider.get('/v1/operator-backends');
    expect(body.items).toMatchObject([{ url: kept }]);
    expect(body.epoch).not.toBe(lost.epoch);
    expect(body.asOf > lost.asOf).toBe(true);
    const url = await stage.publish();
    const next = await poll(provider, body.asOf, `&epoch=${body.epoch}`);
    expect(next.body).toMatchObject({ epoch: body.epoch, updated: [{ url }] });
  });
});

describe('A replica that is taken for the primary', () => {
  it('is not asked: what it tells may be past, and sessions on it would outlive its promotion', async () => {
    const pair = await startReplicated();
    const { url } = await createTestDatabase({ server: pair.primaryUrl });
    await pair.caughtUp();
    const lent = { url: pair.onStandby(url), drop: () => Promise.resolve() };
    await expect(Stage.set({ database: lent })).rejects.toThrow(
      'The server is a replica, and not the primary.',
    );
    await pair.stop();
  });
});
