import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askDatabase, expectStatus, TcpProxy, TestRegistry } from '../environment/index.js';
import { asOf, poll, Stage, until } from './stage.js';

const LISTENERS = `FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'ochp-direct-registry change signal'`;

describe('When PostgreSQL ends the session that listens', () => {
  let stage: Stage;
  let other: TestRegistry;

  /** Ends them all, and returns when none is left. */
  const endSessions = async () => {
    const { databaseUrl } = stage.registry;
    const ended = (await askDatabase(databaseUrl, `SELECT pid, pg_terminate_backend(pid, 5000) ${LISTENERS}`))
      .length;
    expect(ended).toBeGreaterThan(0);
  };

  beforeAll(async () => {
    stage = await Stage.set();
    other = await TestRegistry.start({ beside: stage.registry, clock: stage.registry.clock });
  });
  afterAll(async () => {
    await other.stop();
    await stage.registry.stop();
  });

  it('nothing is lost of what was written meanwhile, to polls and to polls that wait', async () => {
    const client = other.as(stage.provider.secret);
    for (let count = 0; count < 5; count += 1) {
      await until(() => other.signal.present !== undefined);
      const since = await asOf(stage.provider);
      const waiting = poll(client, since, '&wait=60');
      await until(() => other.signal.watching === 1);
      await endSessions();
      const url = await stage.publish();
      expect((await poll(stage.provider, since)).body.updated).toMatchObject([{ url }]);
      expect((await waiting).body.updated).toMatchObject([{ url }]);
    }
  });

  it('it is trusted again as soon as there is a new one, from there on', async () => {
    const since = await asOf(stage.provider);
    await endSessions();
    await stage.publish(stage.strangeOperator);
    await until(() => stage.registry.signal.present !== undefined);
    expect((await poll(stage.provider, since)).body).toMatchObject({ updated: [], removed: [] });
    expect(stage.registry.signal.quietSince('sight', 'provider' as never, 0 as never)).toBeUndefined();
  });
});

describe('When the network falls silent', () => {
  let stage: Stage;
  let proxy: TcpProxy;
  let behind: TestRegistry;

  beforeAll(async () => {
    stage = await Stage.set();
    const reachedBy = () => proxy.url;
    proxy = await TcpProxy.between(stage.registry.databaseUrl);
    behind = await TestRegistry.start({ beside: stage.registry, clock: stage.registry.clock, reachedBy });
  });
  afterAll(async () => {
    await behind.stop();
    await proxy.close();
    await stage.registry.stop();
  });

  it('nothing that was known is believed for long, and all comes back with the network', async () => {
    const client = behind.as(stage.provider.secret);
    const issued = await stage.registry.admin.post('/v1/admin/partners/provider/credentials', {});
    expectStatus(await behind.as(issued.body.secret).get('/v1/self'), 200);
    const since = await asOf(stage.provider);
    expect((await poll(client, since)).body).toMatchObject({ updated: [], removed: [] });
    const waiting = poll(client, since, '&wait=60');
    await until(() => behind.signal.watching === 1);

    proxy.stopForwarding();
    const path = `/v1/admin/partners/provider/credentials/${issued.body.credentialId}`;
    expectStatus(await stage.registry.admin.delete(path), 204);
    const url = await stage.publish();
    await until(() => behind.signal.present === undefined);

    proxy.resume();
    expect((await waiting).body.updated).toMatchObject([{ url }]);
    await until(() => behind.signal.present !== undefined);
    expectStatus(await behind.as(issued.body.secret).get('/v1/self'), 401);
    expect((await poll(client, since)).body.updated).toMatchObject([{ url }]);
  });
});
