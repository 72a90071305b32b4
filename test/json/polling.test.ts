import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDuration } from '../../src/configuration/index.js';
import { type Client, expectStatus, operatorPublication, TestRegistry } from '../environment/index.js';

const DAY = 86_400_000;

describe('Polling', () => {
  let registry: TestRegistry;
  let operator: Client;
  let neighbour: Client;
  let provider: Client;

  beforeAll(async () => {
    registry = await TestRegistry.start({ configuration: { retention: parseDuration('10d') } });
    operator = await registry.admit('operator', { operatorIds: ['DE8AA'] });
    neighbour = await registry.admit('neighbour', { operatorIds: ['DE8AB'] });
    provider = await registry.admit('provider', { providerIds: ['DE9BB'] });
    expectStatus(await operator.put('/v1/self/roaming-connections/provider'), 201);
  });
  afterAll(() => registry.stop());

  const publish = async (client: Client, backendId: string, changes: object = {}) =>
    expectStatus(
      await client.put(
        `/v1/self/operator-backends/${backendId}`,
        operatorPublication(registry.clock, changes),
      ),
      200,
      201,
    );
  const snapshot = async () => (await provider.get('/v1/operator-backends')).body;
  const updates = (since: string, more = '') =>
    provider.get(`/v1/operator-backends/updates?since=${since}${more}`);

  it('pages a snapshot in one state, whatever is published meanwhile', async () => {
    for (const backendId of ['p1', 'p2', 'p3']) await publish(operator, backendId);
    const first = (await provider.get('/v1/operator-backends?limit=2')).body;
    await publish(operator, 'p3', { url: 'https://changed.example/' });
    expectStatus(await operator.delete('/v1/self/operator-backends/p2'), 204);
    const second = (await provider.get(`/v1/operator-backends?limit=2&next=${first.next}`)).body;
    expect(second.asOf).toBe(first.asOf);
    const ids = [...first.items, ...second.items].map(({ backendId, url }: any) => [backendId, url]);
    expect(ids).toEqual(['p1', 'p2', 'p3'].map((backendId) => [backendId, 'https://cms.example/direct']));
    const { updated, removed } = (await updates(first.asOf)).body;
    expect(updated).toMatchObject([{ backendId: 'p3', url: 'https://changed.example/' }]);
    expect(removed).toEqual([{ partnerId: 'operator', backendId: 'p2' }]);
  });

  it('ends paging at once when a connection ends, and never shows a later page of what is lost', async () => {
    const first = (await provider.get('/v1/operator-backends?limit=1')).body;
    expectStatus(await operator.delete('/v1/self/roaming-connections/provider'), 204);
    const second = await provider.get(`/v1/operator-backends?limit=1&next=${first.next}`);
    expectStatus(second, 410);
    expect(second.body.type).toBe('urn:ochp-direct:registry:problem:page-outdated');
    expect((await updates(first.asOf)).body.removed).toHaveLength(2);
    expectStatus(await operator.put('/v1/self/roaming-connections/provider'), 201);
  });

  it('answers 304 while nothing changed for the caller, however much changed for others', async () => {
    const { headers, body } = await provider.get('/v1/operator-backends');
    const etag = String(headers.get('etag'));
    expect(etag).toBe(`W/"${body.asOf}"`);
    await publish(neighbour, 'unseen', { whitelist: ['DE8ABE%'] });
    const held = { headers: { 'if-none-match': `"something", ${etag}` } };
    for (const path of ['/v1/operator-backends', `/v1/operator-backends/updates?since=${body.asOf}`]) {
      const answer = await provider.get(path, held);
      expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', etag]);
    }
    await publish(operator, 'p1', { url: 'https://changed-again.example/' });
    const changed = await provider.get('/v1/operator-backends', held);
    expectStatus(changed, 200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('compresses where the caller asks', async () => {
    for (let index = 0; index < 10; index += 1) await publish(operator, `many-${index}`);
    const answer = await provider.get('/v1/operator-backends', { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.body.items.length).toBeGreaterThan(10);
  });

  it('is told to begin anew when since lies before the retention time, and only then', async () => {
    const before = await snapshot();
    registry.clock.advance(9 * DAY);
    await publish(operator, 'p1', { url: 'https://later.example/' });
    const later = await snapshot();
    expectStatus(await updates(before.asOf), 200);
    registry.clock.advance(2 * DAY);
    const gone = await updates(before.asOf);
    expectStatus(gone, 410);
    expect(gone.body.type).toBe('urn:ochp-direct:registry:problem:before-retention');
    registry.clock.advance(100 * DAY);
    expectStatus(await updates(later.asOf), 200);
    await publish(operator, 'p1', { url: 'https://latest.example/' });
    expectStatus(await updates(later.asOf), 410);
  });

  it('stays right after what is past the retention time is removed, and stays refused when retention is raised', async () => {
    const old = await snapshot();
    await publish(operator, 'p1', { url: 'https://x.example/' });
    expectStatus(await operator.delete('/v1/self/operator-backends/p3'), 204);
    const kept = await snapshot();
    registry.clock.advance(9 * DAY);
    await publish(operator, 'p1', { url: 'https://y.example/' });
    registry.clock.advance(2 * DAY);
    expect(await registry.prune()).toBeGreaterThan(0);
    expect(await registry.prune()).toBe(0);
    expectStatus(await updates(old.asOf), 410);
    expectStatus(await updates(kept.asOf), 410);
    const { items } = await snapshot();
    expect(items).toContainEqual(expect.objectContaining({ backendId: 'p1', url: 'https://y.example/' }));
    registry.clock.advance(-5 * DAY);
    expectStatus(await updates(kept.asOf), 410);
  });

  it('with microseconds of a clock that runs ahead loses nothing either', async () => {
    const ahead = new Date(registry.clock.now() + 5_000).toISOString().replace('Z', '000Z');
    expectStatus(await updates(ahead), 200);
    registry.clock.advance(1_000);
    await publish(operator, 'p1', { url: 'https://while-ahead.example/' });
    const { updated } = (await updates(ahead)).body;
    expect(updated).toContainEqual(expect.objectContaining({ url: 'https://while-ahead.example/' }));
  });

  it('ends paging of a state that is past the retention time', async () => {
    await publish(operator, 'p1', { url: 'https://paged.example/' });
    const first = (await provider.get('/v1/operator-backends?limit=1')).body;
    await publish(operator, 'p1', { url: 'https://paged-again.example/' });
    registry.clock.advance(30 * DAY);
    await publish(operator, 'p1', { url: 'https://paged-at-last.example/' });
    await registry.prune();
    expectStatus(await provider.get(`/v1/operator-backends?limit=1&next=${first.next}`), 410);
  });
});
