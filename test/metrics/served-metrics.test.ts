import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Client,
  createTestDatabase,
  EventStream,
  expectStatus,
  operatorPublication,
  type ReplicatedPair,
  startReplicated,
  TestRegistry,
} from '../environment/index.js';
import { VERSION } from '../../src/version.js';
import { asOf, poll, Stage, until } from '../live/stage.js';
import { Exposition } from './exposition.js';

let stage: Stage;
let secrets: string[];
beforeAll(async () => {
  stage = await Stage.set();
  secrets = [stage.registry.admin, stage.operator, stage.provider].map(({ secret }) => secret);
});
afterAll(() => stage.registry.stop());

const read = async (registry: TestRegistry = stage.registry) =>
  new Exposition((await registry.admin.get('/metrics')).text);

/** How much a metric grows by what is done. */
async function growth(
  name: string,
  labels: Record<string, string>,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = (await read()).sum(name, labels) ?? 0;
  await work();
  return ((await read()).sum(name, labels) ?? 0) - before;
}

describe('The metrics', () => {
  it('are for clearing-house staff only', async () => {
    const answer = await stage.registry.admin.get('/metrics');
    expectStatus(answer, 200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expectStatus(await stage.provider.get('/metrics'), 403);
    expectStatus(await stage.registry.as('x').get('/metrics'), 401);
    expect((await fetch(`${stage.registry.address}/metrics`)).status).toBe(401);
  });

  it('are not there where they have an address of their own', async () => {
    const configuration = { metricsAddress: { host: '127.0.0.1', port: 0 } };
    const registry = await TestRegistry.start({ configuration });
    expect((await fetch(`${registry.address}/metrics`)).status).toBe(404);
    await registry.stop();
  });

  it('say which version runs', async () => {
    expect((await read()).sum('build_info', { version: VERSION })).toBe(1);
  });

  it('are of each registry in a process by itself', async () => {
    const other = await TestRegistry.start({ beside: stage.registry });
    await poll(stage.provider, await asOf(stage.provider));
    expect((await read(other)).sum('polls_total')).toBe(0);
    await other.stop();
  });
});

describe('Requests', () => {
  const DURATIONS = 'http_request_duration_seconds_count';

  it('are counted by route, method and class of status', async () => {
    const route = '/v1/self/operator-backends/:backendId';
    const publication = operatorPublication(stage.registry.clock);
    const put = () => stage.operator.put('/v1/self/operator-backends/counted', publication);
    const good = { route, method: 'PUT', status_class: '2xx', held: 'false' };
    expect(await growth(DURATIONS, good, put)).toBe(1);
    const bad = () => stage.operator.put('/v1/self/operator-backends/counted', {});
    expect(await growth(DURATIONS, { ...good, status_class: '4xx' }, bad)).toBe(1);
  });

  it('of whatever path and partner add no more than those labels', async () => {
    await fetch(`${stage.registry.address}/v1/%ZZ/secret-path`);
    for (const path of ['/nothing/secret-path', '/v1/self/operator-backends/secret-path'])
      await stage.operator.get(path);
    const metrics = await read();
    expect(metrics.sum(DURATIONS, { route: 'none', status_class: '4xx' })).toBeGreaterThanOrEqual(2);
    for (const route of metrics.valuesOf('route')) expect(route).toMatch(/^(none|\/[\w:./*?-]*)$/);
    expect(metrics.text).not.toMatch(/secret-path|strange|DE8AA|cms\.example/);
    for (const secret of secrets) expect(metrics.text).not.toContain(secret);
  });

  it('that hang up are counted, too', async () => {
    const since = await asOf(stage.provider);
    const path = `/v1/operator-backends/updates?since=${since}&wait=60`;
    const gone = new AbortController();
    const headers = { authorization: `Bearer ${stage.provider.secret}` };
    const held = fetch(stage.registry.address + path, { headers, signal: gone.signal }).catch(
      () => undefined,
    );
    await until(() => stage.registry.signal.watching === 1);
    expect((await read()).sum('waiting_polls')).toBe(1);
    gone.abort();
    await held;
    const aborted = { status_class: 'aborted', held: 'true', route: '/v1/operator-backends/updates' };
    await until(async () => (await read()).sum(DURATIONS, aborted) === 1);
    expect((await read()).sum('waiting_polls')).toBe(0);
  });

  it('that ask to be held are told apart, as are streams, while they are open', async () => {
    const since = await asOf(stage.provider);
    const url = `${stage.registry.address}/v1/operator-backends/updates?since=${since}`;
    const stream = await EventStream.open(url, { authorization: `Bearer ${stage.provider.secret}` });
    await until(async () => (await read()).sum('open_streams') === 1);
    stream.close();
    await until(async () => (await read()).sum('open_streams') === 0);
    const held = { held: 'true', status_class: '2xx' };
    await stage.publish();
    const answered = () => poll(stage.provider, since, '&wait=60');
    expect(await growth(DURATIONS, held, answered)).toBe(1);
  });

  it('that are refused are counted by the code of the problem', async () => {
    const refused = (code: string, work: () => Promise<unknown>) => growth('problems_total', { code }, work);
    const self = '/v1/self/operator-backends/x';
    expect(await refused('invalid-value', () => stage.operator.put(self, { url: 1 }))).toBe(1);
    expect(await refused('malformed-body', () => stage.operator.put(self, undefined, { raw: '{' }))).toBe(1);
    expect(await refused('not-found', () => stage.operator.get('/nothing'))).toBe(1);
    expect(await refused('since-in-future', () => poll(stage.provider, '2999-01-01T00:00:00Z'))).toBe(1);
  });

  it('that are none are counted by what was told', async () => {
    const sendRubbish = async () => {
      const socket = connect(Number(new URL(stage.registry.address).port), '127.0.0.1');
      socket.end('rubbish\r\n\r\n').resume();
      await once(socket, 'close');
    };
    expect(await growth('problems_total', { code: 'malformed-request' }, sendRubbish)).toBe(1);
  });
});

describe('SOAP messages', () => {
  const asProvider = () => stage.registry.bySoap('provider', stage.provider);

  it('are counted by operation and result', async () => {
    const labels = { operation: 'GetServiceEndpoints', result: 'ok' };
    await stage.publish();
    expect(
      await growth('soap_results_total', labels, () => asProvider().published('GetServiceEndpoints')),
    ).toBe(1);
    const wrong = () =>
      stage.registry.bySoap('provider', { secret: 'wrong' }).published('GetServiceEndpoints');
    expect(await growth('soap_results_total', { ...labels, result: 'not-authorized' }, wrong)).toBe(1);
  });

  it('that are none are counted as faults', async () => {
    const headers = { 'content-type': 'text/xml' };
    const send = () =>
      fetch(`${stage.registry.address}/soap/ochp-direct`, { method: 'POST', headers, body: '<x' });
    expect(await growth('soap_results_total', { operation: 'none', result: 'fault Client' }, send)).toBe(1);
  });
});

describe('Polls', () => {
  it('tell whether memory or the database answered', async () => {
    const since = await asOf(stage.provider);
    const quiet = () => poll(stage.provider, since);
    await until(async () => (await growth('polls_total', { answered_from: 'memory' }, quiet)) === 1);
    await stage.publish();
    expect(await growth('polls_total', { answered_from: 'database' }, quiet)).toBe(1);
  });

  it('and the change signal show how far this instance has come', async () => {
    await stage.publish();
    const present = Date.parse(`${(await asOf(stage.provider)).slice(0, 23)}Z`) / 1_000;
    let metrics = await read();
    while (metrics.sum('change_signal_trusted') !== 1) metrics = await read();
    expect(metrics.sum('revision_timestamp_seconds')).toBeCloseTo(present, 2);
    expect(metrics.sum('change_signal_age_seconds')).toBeLessThan(1);
  });
});

describe('Logins that fail', () => {
  const failed = (reason: string, work: () => Promise<unknown>) =>
    growth('failed_logins_total', { reason }, work);

  it('are counted, whichever the interface; those without credentials are none', async () => {
    const wrong = async () => {
      await stage.registry.as('wrong').get('/v1/self');
      await stage.registry.bySoap('provider', { secret: 'wrong' }).published('GetServiceEndpoints');
      await fetch(`${stage.registry.address}/v1/self`);
    };
    expect(await failed('wrong_credentials', wrong)).toBe(2);
  });

  it('are told apart where the partner is suspended', async () => {
    const suspended: Client = await stage.registry.admit('suspended', { providerIds: ['DE9BD'] });
    expectStatus(await stage.registry.admin.post('/v1/admin/partners/suspended/suspend'), 200);
    expect(await failed('suspended', () => suspended.get('/v1/self'))).toBe(1);
  });
});

describe('Retention', () => {
  it('shows its runs, what it removed and how far back is known', async () => {
    const registry = await TestRegistry.start();
    const before = await read(registry);
    expect(before.sum('retention_runs_total')).toBe(0);
    const operator = await registry.admit('operator', { operatorIds: ['DE8AA'] });
    for (let version = 0; version < 3; version += 1)
      await operator.put('/v1/self/operator-backends/b', operatorPublication(registry.clock));
    registry.clock.advance(40 * 86_400_000);
    await operator.put('/v1/self/operator-backends/b', operatorPublication(registry.clock));
    registry.clock.advance(31 * 86_400_000);
    await operator.put('/v1/self/operator-backends/b', operatorPublication(registry.clock));
    const removed = await registry.prune();
    expect(removed).toBeGreaterThan(0);
    const horizon = (metrics: Exposition) => metrics.sum('retention_horizon_timestamp_seconds')!;
    const expected = registry.clock.now() / 1_000 - 30 * 86_400;
    await until(async () => Math.abs(horizon(await read(registry)) - expected) < 1);
    const after = await read(registry);
    expect(after.sum('retention_removed_rows_total')).toBe(removed);
    expect(after.sum('retention_runs_total', { outcome: 'succeeded' })).toBe(1);
    expect(after.sum('retention_last_run_timestamp_seconds')).toBe(registry.clock.now() / 1_000);
    await registry.stop();
  });
});

describe('The pools', () => {
  let pair: ReplicatedPair;
  let registry: TestRegistry;
  beforeAll(async () => {
    pair = await startReplicated();
    const database = await createTestDatabase({ server: pair.primaryUrl });
    const configuration = { databaseReadUrl: pair.onStandby(database.url) };
    registry = await TestRegistry.start({ database, configuration });
  });
  afterAll(async () => {
    await registry.stop();
    await pair.stop();
  });

  it('show what is used of them, that of the replica once it is asked', async () => {
    const partner = await registry.admit('provider', { providerIds: ['DE9BB'] });
    await pair.caughtUp();
    await until(async () => {
      await asOf(partner);
      return (await read(registry)).sum('database_pool_idle_connections', { pool: 'replica' }) === 1;
    });
    const metrics = await read(registry);
    expect(metrics.sum('database_pool_size_connections', { pool: 'primary' })).toBe(10);
    expect(metrics.sum('database_pool_waiting_requests', { pool: 'primary' })).toBe(0);
    expect(metrics.sum('database_pool_size_connections', { pool: 'replica' })).toBe(10);
    expect(metrics.sum('database_pool_used_connections', { pool: 'replica' })).toBe(0);
  });
});
