import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Client,
  expectStatus,
  operatorPublication,
  providerPublication,
  TestRegistry,
} from '../environment/index.js';

describe('A partner’s own backends', () => {
  let registry: TestRegistry;
  let operator: Client;
  let provider: Client;
  let both: Client;

  beforeAll(async () => {
    registry = await TestRegistry.start();
    operator = await registry.admit('operator', { operatorIds: ['DE8AA'] });
    provider = await registry.admit('provider', { providerIds: ['DE9BB'] });
    both = await registry.admit('both', { operatorIds: ['DE8AB'], providerIds: ['DE8AB'] });
  });
  afterAll(() => registry.stop());

  const asOf = async () => (await provider.get('/v1/operator-backends')).body.asOf;

  it('are published, read, listed page by page, and withdrawn', async () => {
    const bodies = [];
    for (const backendId of ['c', 'a', 'b']) {
      const answer = await operator.put(
        `/v1/self/operator-backends/${backendId}`,
        operatorPublication(registry.clock),
      );
      expectStatus(answer, 201);
      expect(await operator.get(`/v1/self/operator-backends/${backendId}`)).toMatchObject({
        status: 200,
        body: answer.body,
      });
      bodies.push(answer.body);
    }
    const [c, a, b] = bodies;
    const first = await operator.get('/v1/self/operator-backends?limit=2');
    expect(first.body.items).toEqual([a, b]);
    const second = await operator.get(`/v1/self/operator-backends?limit=2&next=${first.body.next}`);
    expect(second.body).toEqual({ items: [c] });
    expectStatus(await operator.delete('/v1/self/operator-backends/a'), 204);
    expectStatus(await operator.get('/v1/self/operator-backends/a'), 404);
  });

  it('stated again change nothing and make no revision, in whatever order patterns and tokens come', async () => {
    const patterns = { whitelist: ['DE8AAE1%', 'DE8AAE2%'], blacklist: ['DE8AAE11', 'DE8AAE12'] };
    const tokens = [registry.clock.day(), registry.clock.day(1)].map((validDate) => ({
      validDate,
      accessToken: `t ${validDate}`,
    }));
    const publication = operatorPublication(registry.clock, { ...patterns, tokens });
    const put = (body: object) => operator.put('/v1/self/operator-backends/same', body);
    expectStatus(await put(publication), 201);
    const before = await asOf();
    const turned = {
      ...publication,
      whitelist: patterns.whitelist.toReversed(),
      tokens: tokens.toReversed(),
    };
    for (const body of [publication, turned, { ...publication, blacklist: patterns.blacklist.toReversed() }])
      expectStatus(await put(body), 200);
    expect(await asOf()).toBe(before);
    expectStatus(await put({ ...publication, blacklist: [] }), 200);
    expect(await asOf()).not.toBe(before);
  });

  it('withdrawn twice are gone, and the second time is no change', async () => {
    expectStatus(
      await operator.put('/v1/self/operator-backends/gone', operatorPublication(registry.clock)),
      201,
    );
    expectStatus(await operator.delete('/v1/self/operator-backends/gone'), 204);
    const before = await asOf();
    expectStatus(await operator.delete('/v1/self/operator-backends/gone'), 204);
    expectStatus(await operator.delete('/v1/self/operator-backends/never-was'), 204);
    expect(await asOf()).toBe(before);
  });

  it('of the two roles are apart, even under one name', async () => {
    const path = (role: string) => `/v1/self/${role}-backends/same-name`;
    expectStatus(
      await both.put(path('operator'), operatorPublication(registry.clock, { whitelist: ['DE8ABE%'] })),
      201,
    );
    expectStatus(
      await both.put(path('provider'), providerPublication(registry.clock, { whitelist: ['DE8ABC%'] })),
      201,
    );
    expectStatus(await both.delete(path('operator')), 204);
    expectStatus(await both.get(path('operator')), 404);
    expectStatus(await both.get(path('provider')), 200);
  });

  it('take the role: a provider has no operator backends', async () => {
    const answer = await provider.put('/v1/self/operator-backends/x', operatorPublication(registry.clock));
    expectStatus(answer, 403);
    expect(answer.body.type).toBe('urn:ochp-direct:registry:problem:role-required');
  });

  it('of another partner look as if they did not exist', async () => {
    expectStatus(
      await operator.put('/v1/self/operator-backends/mine', operatorPublication(registry.clock)),
      201,
    );
    const foreign = await both.get('/v1/self/operator-backends/mine');
    const none = await both.get('/v1/self/operator-backends/nobody-s');
    expectStatus(foreign, 404);
    expect(foreign.body).toEqual(none.body);
  });

  it('say who they are of', async () => {
    const { epoch } = (await both.get('/v1/operator-backends')).body;
    expect((await both.get('/v1/self')).body).toEqual({
      epoch,
      partnerId: 'both',
      name: 'Company both',
      roles: ['operator', 'provider'],
      operatorIds: ['DE8AB'],
      providerIds: ['DE8AB'],
    });
  });
});
