import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  askDatabase,
  type Client,
  expectStatus,
  freshToken,
  TestClock,
  TestRegistry,
} from '../environment/index.js';
import { EndpointStage, MORNING, OVER_AN_INTERVAL } from './endpoint-stage.js';
import { PartnerServer } from './partner-server.js';

const HEALTH = '/v1/admin/endpoint-health';

function morning(): TestClock {
  const clock = new TestClock();
  clock.set(MORNING);
  return clock;
}

describe('A registry that is set to probe', () => {
  let stage: EndpointStage;
  beforeAll(async () => {
    stage = await EndpointStage.set({ clock: morning() });
  });
  afterAll(() => stage.stop());

  const healthOf = async (backendId: string) => {
    const { body } = await stage.registry.admin.get(HEALTH);
    return body.items.find((item: any) => item.backendId === backendId);
  };

  it('asks each URL once in an interval, however many definitions have it', async () => {
    const server = await stage.server();
    const url = `https://127.0.0.1:${server.port}/shared`;
    await stage.publish('a', url);
    await stage.publish('b', url);
    await stage.publishAsProvider('c', url);
    expect([await stage.probe(), server.received.length]).toEqual([1, 1]);
    expect(await stage.probe()).toBe(0);
    stage.registry.clock.advance(13 * 60_000);
    expect(await stage.probe()).toBe(0);
    expect([await stage.probeAgain(), server.received.length]).toEqual([1, 2]);
  });

  it('sends no token and no credential along', async () => {
    const server = await stage.server();
    const accessToken = freshToken();
    const tokens = [{ accessToken, validDate: stage.registry.clock.day() }];
    await stage.publish('with-token', `https://127.0.0.1:${server.port}/direct?x=1`, { tokens });
    await stage.probe();
    expect(server.received.map(({ method, url }) => [method, url])).toEqual([['HEAD', '/direct?x=1']]);
    expect(Object.keys(server.received[0]!.headers)).toEqual(['host', 'user-agent', 'connection']);
    expect(JSON.stringify(server.received)).not.toContain(accessToken);
  });

  it('knows since when it is so, and how often in a row it did not come through', async () => {
    const expired = await stage.server({ from: -9, until: -2 });
    await stage.publish('failing', `https://127.0.0.1:${expired.port}/`);
    await stage.probe();
    const since = new Date(stage.registry.clock.now()).toISOString();
    const first = await healthOf('failing');
    expect(first).toEqual({
      ...{
        partnerId: 'cpo',
        role: 'operator',
        backendId: 'failing',
        url: `https://127.0.0.1:${expired.port}/`,
      },
      states: ['unreachable', 'certificate-expiring'],
      missingTokens: [],
      probe: {
        ...{ outcome: 'certificate-expired', probedAt: since, since, consecutiveFailures: 1 },
        certificateExpiresAt: expect.stringMatching(/\.000Z$/),
      },
    });
    await stage.probeAgain();
    const probedAt = new Date(stage.registry.clock.now()).toISOString();
    expect((await healthOf('failing')).probe).toEqual({ ...first.probe, probedAt, consecutiveFailures: 2 });
    await expired.stop();
    await stage.probeAgain();
    const gone = (await healthOf('failing')).probe;
    expect(gone).toEqual({
      ...{ outcome: 'connection-refused', probedAt: gone.since, consecutiveFailures: 3 },
      since: new Date(stage.registry.clock.now()).toISOString(),
    });
  });

  it('tells when one can be reached again', async () => {
    const server = await PartnerServer.https(await stage.authority.issue());
    const { port } = server;
    await server.stop();
    await stage.publish('recovering', `https://127.0.0.1:${port}/`);
    await stage.probe();
    expect(await healthOf('recovering')).toMatchObject({
      states: ['unreachable'],
      probe: { consecutiveFailures: 1 },
    });
    const back = await PartnerServer.https(await stage.authority.issue(), undefined, '127.0.0.1', port);
    await stage.probeAgain();
    await back.stop();
    expect(await healthOf('recovering')).toMatchObject({
      states: ['ok'],
      probe: {
        outcome: 'answered',
        consecutiveFailures: 0,
        since: new Date(stage.registry.clock.now()).toISOString(),
      },
    });
  });

  it('says of a certificate that it runs out soon, while the endpoint can still be reached', async () => {
    const soon = await stage.server({ until: 13 });
    const later = await stage.server({ until: 900 });
    await stage.publish('soon', `https://127.0.0.1:${soon.port}/`);
    await stage.publish('later', `https://127.0.0.1:${later.port}/`);
    await stage.probe();
    expect(await healthOf('later')).toMatchObject({ states: ['ok'] });
    expect(await healthOf('soon')).toMatchObject({
      states: ['certificate-expiring'],
      probe: { outcome: 'answered' },
    });
  });

  it('makes no revision of it', async () => {
    const { asOf, epoch } = (await stage.provider.get('/v1/operator-backends')).body;
    expect(await stage.probeAgain()).toBeGreaterThan(0);
    const { body } = await stage.provider.get(`/v1/operator-backends/updates?since=${asOf}`);
    expect(body).toEqual({ since: asOf, asOf, epoch, updated: [], removed: [] });
  });

  it('asks a host one thing at a time', async () => {
    let [open, most] = [0, 0];
    const server = await stage.server({}, (_request, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open -= 1;
        response.end();
      }, 20);
    });
    for (const path of ['1', '2', '3', '4'])
      await stage.publish(`path-${path}`, `https://127.0.0.1:${server.port}/${path}`);
    await stage.probe();
    expect([server.received.length, most]).toEqual([4, 1]);
  });

  it('asks nothing of whom is suspended, and forgets what is withdrawn', async () => {
    const server = await stage.server();
    await stage.publishAsStranger('theirs', `https://127.0.0.1:${server.port}/`);
    expectStatus(await stage.registry.admin.post('/v1/admin/partners/outsider/suspend'), 200);
    await stage.probeAgain();
    expect([server.connections, await healthOf('theirs')]).toEqual([0, undefined]);
    expectStatus(await stage.registry.admin.post('/v1/admin/partners/outsider/readmit'), 200);
    await stage.probeAgain();
    expect((await healthOf('theirs')).probe).toBeDefined();
    expectStatus(await stage.stranger.delete('/v1/self/operator-backends/theirs'), 204);
    await stage.probeAgain();
    const kept = await askDatabase(stage.registry.databaseUrl, 'SELECT url FROM endpoint_health');
    expect(kept.map(({ url }) => url)).not.toContain(`https://127.0.0.1:${server.port}/`);
    expect(server.received).toHaveLength(1);
  });

  it('goes to nobody at all before everybody had a turn', async () => {
    await stage.publishAsStranger('last', 'https://127.0.0.1:1/');
    const urls = Array.from({ length: 300 }, (_, index) => `https://%zz/${index}`);
    const rows = urls.map((url, index) => `('cpo', 'operator', 'many-${index}', 1, '${url}')`).join();
    await askDatabase(
      stage.registry.databaseUrl,
      `INSERT INTO backend_definition
       SELECT partner_id, role, backend_id, revision_from, 9007199254740991, url, 'urn:x:y', 'json', '{}', '{}', '[]', 1
       FROM (VALUES ${rows}) many (partner_id, role, backend_id, revision_from, url)`,
    );
    expect(await stage.probe()).toBe(240);
    expect((await healthOf('last')).probe).toMatchObject({ outcome: 'connection-refused' });
    expect(await stage.probe()).toBe(61);
    expect(await stage.probe()).toBe(0);
  });
});

describe('Of a URL that somebody else has published, too', () => {
  let stage: EndpointStage;
  beforeAll(async () => {
    stage = await EndpointStage.set({ clock: morning(), configuration: { endpointHealthForPartners: true } });
  });
  afterAll(() => stage.stop());

  const now = () => new Date(stage.registry.clock.now()).toISOString();
  const own = async (client: Client) =>
    (await client.get('/v1/self/endpoint-health')).body.items.map(({ states, probe }: any) => ({
      states,
      ...(probe && { since: probe.since, failures: probe.consecutiveFailures }),
    }));

  it('a partner learns what was found since it has the URL, however long it goes on with it', async () => {
    const url = 'https://127.0.0.1:1/';
    await stage.publishAsProvider('long-there', url);
    const first = now();
    for (let times = 0; times < 4; times++) await stage.probeAgain();
    const since = new Date(Date.parse(first) + OVER_AN_INTERVAL).toISOString();
    expect(await own(stage.provider)).toEqual([{ states: ['unreachable'], since, failures: 4 }]);
    stage.registry.clock.advance(60_000);

    await stage.publish('guess', 'https://127.0.0.1:1/else');
    await stage.publish('guess', url);
    const begun = now();
    expect(await own(stage.operator)).toEqual([{ states: ['ok'] }]);
    expect((await stage.provider.get('/v1/operator-backends/health')).body.items).toMatchObject([
      { backendId: 'guess', states: ['ok'] },
    ]);
    stage.registry.clock.advance(60_000);
    await stage.publish('guess', url, { blacklist: ['DE8AAE1%'] });
    await stage.probeAgain();
    await stage.publish('guess', url);
    expect(await own(stage.operator)).toEqual([{ states: ['unreachable'], since: begun, failures: 2 }]);
    expect(await own(stage.provider)).toEqual([{ states: ['unreachable'], since, failures: 5 }]);
    const { items } = (await stage.registry.admin.get(HEALTH)).body;
    expect(items.map(({ probe }: any) => [probe.since, probe.consecutiveFailures])).toEqual([
      ...[
        [since, 5],
        [since, 5],
      ],
    ]);
  });

  it('a partner is told the same of one that it publishes alone', async () => {
    await stage.publishAsStranger('alone', 'https://127.0.0.1:1/alone');
    const begun = now();
    stage.registry.clock.advance(60_000);
    await stage.probe();
    expect(await own(stage.stranger)).toEqual([{ states: ['unreachable'], since: begun, failures: 1 }]);
    await stage.probeAgain();
    expect(await own(stage.stranger)).toEqual([{ states: ['unreachable'], since: begun, failures: 2 }]);
  });

  it('a partner that withdraws and publishes again begins anew', async () => {
    expectStatus(await stage.operator.delete('/v1/self/operator-backends/guess'), 204);
    stage.registry.clock.advance(1_000);
    await stage.publish('guess', 'https://127.0.0.1:1/');
    expect(await own(stage.operator)).toEqual([{ states: ['ok'] }]);
  });
});

describe('Several instances', () => {
  let stage: EndpointStage;
  let other: TestRegistry;
  beforeAll(async () => {
    stage = await EndpointStage.set({ clock: morning() });
    other = await stage.another();
  });
  afterAll(() => stage.stop());

  it('that look at once ask each URL once', async () => {
    const server = await stage.server({}, (_request, response) => void setTimeout(() => response.end(), 50));
    for (const path of ['1', '2', '3']) await stage.publish(path, `https://127.0.0.1:${server.port}/${path}`);
    const counts = await Promise.all([stage.probe(), stage.probe(other)]);
    expect([counts.toSorted(), server.received.length]).toEqual([[0, 3], 3]);
    expect(await stage.probe(other)).toBe(0);
  });

  it('take over from one that died, once its lease is over', async () => {
    const held = new Date(stage.registry.clock.now() + 360_000).toISOString();
    await askDatabase(
      stage.registry.databaseUrl,
      `UPDATE endpoint_duty SET holder = 'dead', held_until = '${held}' WHERE duty = 'probing'`,
    );
    stage.registry.clock.advance(359_999);
    await stage.publish('new', 'https://127.0.0.1:1/');
    expect(await stage.probe()).toBe(0);
    stage.registry.clock.advance(1);
    expect(await stage.probe(other)).toBe(1);
  });

  it('do not wait for one that stops: it lets go at once, and what it did not finish is due', async () => {
    const hanging = await PartnerServer.silent();
    const leaving = await TestRegistry.start({
      beside: stage.registry,
      clock: stage.registry.clock,
      configuration: { endpointProbes: 900_000 as never, endpointProbesAllow: ['127.0.0.1'] },
    });
    await stage.publish('hanging', `https://127.0.0.1:${hanging.port}/`);
    const run = stage.probe(leaving);
    await hanging.connected();
    await leaving.stop();
    expect(await run).toBe(0);
    const [row] = await askDatabase(
      stage.registry.databaseUrl,
      `SELECT holder FROM endpoint_duty WHERE duty = 'probing'`,
    );
    expect(row).toEqual({ holder: null });
    await hanging.stop();
    expect(await stage.probe()).toBe(1);
  });
});

describe('A registry that allows no private network', () => {
  it('sends nothing there, and says so', async () => {
    const stage = await EndpointStage.set({ clock: morning(), configuration: { endpointProbesAllow: [] } });
    const server = await stage.server();
    await stage.publish('local', `https://127.0.0.1:${server.port}/`);
    expect([await stage.probe(), server.connections]).toEqual([1, 0]);
    const { body } = await stage.registry.admin.get(HEALTH);
    expect(body.items[0].probe.outcome).toBe('address-not-permitted');
    const others = Array.from({ length: 13 }, (_, index) => `other-${index}`);
    for (const path of others) await stage.publish(path, `https://127.0.0.1:${server.port}/${path}`);
    // A host with many URLs keeps a run for no longer than so many take.
    expect([await stage.probe(), await stage.probe(), await stage.probe()]).toEqual([12, 1, 0]);
    await stage.stop();
  });
});

describe('A registry that is not set to probe', () => {
  it('sends nothing, and does not tell what was found once', async () => {
    const clock = morning();
    const stage = await EndpointStage.set({ clock, configuration: { endpointProbes: undefined } });
    const server = await stage.server();
    await stage.publish('a', `https://127.0.0.1:${server.port}/`);
    expect([await stage.probe(), await stage.probeAgain(), server.connections]).toEqual([0, 0, 0]);
    await askDatabase(
      stage.registry.databaseUrl,
      `INSERT INTO endpoint_health VALUES ('https://127.0.0.1:${server.port}/', now(), 'timed-out', now(), 1, now())`,
    );
    const { body } = await stage.registry.admin.get(HEALTH);
    expect(body.items).toEqual([
      expect.objectContaining({ backendId: 'a', states: ['ok'], missingTokens: [] }),
    ]);
    expect(body.items[0]).not.toHaveProperty('probe');
    await stage.stop();
  });
});
