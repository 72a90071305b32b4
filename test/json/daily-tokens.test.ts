import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Client,
  expectStatus,
  freshToken,
  operatorPublication,
  TestRegistry,
} from '../environment/index.js';

describe('Daily tokens', () => {
  let registry: TestRegistry;
  let operator: Client;
  let provider: Client;
  let neighbour: Client;

  const publish = (client: Client, changes: object, backend = 'cms-1') =>
    client.put(`/v1/self/operator-backends/${backend}`, operatorPublication(registry.clock, changes));
  const tokens = (...days: string[]) => days.map((validDate) => ({ validDate, accessToken: freshToken() }));
  const given = async () => (await provider.get('/v1/operator-backends')).body.items[0]?.tokens;

  beforeAll(async () => {
    registry = await TestRegistry.start();
    operator = await registry.admit('operator', { operatorIds: ['DE8AA'] });
    neighbour = await registry.admit('neighbour', { operatorIds: ['DE8AB'] });
    provider = await registry.admit('provider', { providerIds: ['DE9BB'] });
    expectStatus(await operator.put('/v1/self/roaming-connections/provider'), 201);
  });
  afterAll(() => registry.stop());
  beforeEach(async () => {
    registry.clock.advance(400 * 86_400_000);
    expectStatus(await operator.delete('/v1/self/operator-backends/cms-1'), 204);
  });

  it('are given out until 00:30 UTC of the following day, and no longer', async () => {
    registry.clock.set(`${registry.clock.day(1)}T11:00:00Z`);
    const today = tokens(registry.clock.day());
    expectStatus(await publish(operator, { tokens: today }), 201);
    const tomorrow = registry.clock.day(1);
    registry.clock.set(`${tomorrow}T00:29:59.999Z`);
    expect(await given()).toEqual(today);
    registry.clock.set(`${tomorrow}T00:30:00Z`);
    expect(await given()).toEqual([]);
    expect((await operator.get('/v1/self/operator-backends/cms-1')).body.tokens).toEqual([]);
  });

  it('running out is no change: no revision, no update', async () => {
    expectStatus(await publish(operator, { tokens: tokens(registry.clock.day()) }), 201);
    const before = await provider.get('/v1/operator-backends');
    registry.clock.advance(3 * 86_400_000);
    const { body } = await provider.get(`/v1/operator-backends/updates?since=${before.body.asOf}`);
    const { asOf, epoch } = before.body;
    expect(body).toEqual({ since: asOf, asOf, epoch, updated: [], removed: [] });
  });

  it('that are over may be left out of the next PUT, or stated again, and neither is a change', async () => {
    const publication = operatorPublication(registry.clock, {
      tokens: tokens(registry.clock.day(), registry.clock.day(2)),
    });
    const put = (body: object) => operator.put('/v1/self/operator-backends/cms-1', body);
    const { body } = await put(publication);
    registry.clock.advance(2 * 86_400_000);
    const withoutOld = { ...publication, tokens: publication.tokens.slice(1) };
    for (const again of [withoutOld, publication]) {
      const answer = await put(again);
      expectStatus(answer, 200);
      expect(answer.body.changedAt).toBe(body.changedAt);
    }
  });

  it('for a day that is over are refused', async () => {
    registry.clock.set(`${registry.clock.day(1)}T00:29:00Z`);
    expectStatus(await publish(operator, { tokens: tokens(registry.clock.day(-1)) }), 201);
    registry.clock.advance(60_000);
    const answer = await publish(operator, { tokens: tokens(registry.clock.day(), registry.clock.day(-1)) });
    expectStatus(answer, 422);
    expect(answer.body.errors).toEqual([
      { pointer: '#/tokens/1/validDate', detail: expect.stringContaining('is over') },
    ]);
  });

  it('in use by another definition are refused, its own or a stranger’s, without naming it', async () => {
    const [token] = tokens(registry.clock.day());
    expectStatus(await publish(operator, { tokens: [token] }), 201);
    const body = operatorPublication(registry.clock, { tokens: [...tokens(registry.clock.day(1)), token] });
    const own = await operator.put('/v1/self/operator-backends/cms-2', body);
    const foreign = await neighbour.put('/v1/self/operator-backends/cms-2', {
      ...body,
      whitelist: ['DE8ABE%'],
    });
    for (const answer of [own, foreign]) {
      expectStatus(answer, 409);
      expect(answer.body.type).toBe('urn:ochp-direct:registry:problem:token-in-use');
      expect(answer.body.errors).toEqual([
        { pointer: '#/tokens/1/accessToken', detail: 'is in use by another definition' },
      ]);
      expect(answer.text).not.toContain('operator"');
      expect(answer.text).not.toContain(token?.accessToken);
    }
    expectStatus(await operator.get('/v1/self/operator-backends/cms-2'), 404);
  });

  it('are free again once they are over, or their definition was withdrawn or has dropped them', async () => {
    const [token] = tokens(registry.clock.day());
    const take = async () =>
      neighbour.put(
        '/v1/self/operator-backends/cms-2',
        operatorPublication(registry.clock, {
          whitelist: ['DE8ABE%'],
          tokens: [{ ...token, validDate: registry.clock.day() }],
        }),
      );
    expectStatus(await publish(operator, { tokens: [token] }), 201);
    expectStatus(await take(), 409);
    registry.clock.advance(2 * 86_400_000);
    expectStatus(await take(), 201);
    expectStatus(await neighbour.delete('/v1/self/operator-backends/cms-2'), 204);
    expectStatus(await publish(operator, { tokens: [{ ...token, validDate: registry.clock.day() }] }), 200);
    expectStatus(await take(), 409);
    expectStatus(await publish(operator, {}), 200);
    expectStatus(await take(), 201);
    expectStatus(await neighbour.delete('/v1/self/operator-backends/cms-2'), 204);
  });

  it('rotate by the day: added, replaced, and the rest stays', async () => {
    const put = (day: string, accessToken: string) =>
      operator.put(`/v1/self/operator-backends/cms-1/tokens/${day}`, { accessToken });
    const [today, tomorrow] = tokens(registry.clock.day(), registry.clock.day(1));
    const published = await publish(operator, { tokens: [today] });
    const added = await put(tomorrow!.validDate, tomorrow!.accessToken);
    expectStatus(added, 200);
    expect(added.body).toEqual({
      ...published.body,
      tokens: [today, tomorrow],
      changedAt: added.body.changedAt,
    });
    const again = await put(tomorrow!.validDate, tomorrow!.accessToken);
    expect(again.body).toEqual(added.body);
    const replaced = await put(tomorrow!.validDate, 'another-token');
    expect(replaced.body.tokens).toEqual([today, { ...tomorrow, accessToken: 'another-token' }]);
    const { body } = await provider.get(`/v1/operator-backends/updates?since=${added.body.changedAt}`);
    expect(body.updated).toEqual([replaced.body]);
  });

  it('rotate within the rules: a known backend, a real day that is not over, a token of nobody else', async () => {
    const put = (path: string, accessToken: string) =>
      operator.put(`/v1/self/operator-backends/${path}`, { accessToken });
    const [today] = tokens(registry.clock.day());
    expectStatus(await publish(operator, { tokens: [today] }), 201);
    expectStatus(await put(`unknown/tokens/${registry.clock.day()}`, 'x'), 404);
    expectStatus(await put('cms-1/tokens/2026-02-30', 'x'), 400);
    const over = await put(`cms-1/tokens/${registry.clock.day(-2)}`, 'x');
    expectStatus(over, 400);
    expect(over.body.errors[0].parameter).toBe('validDate');
    const same = await put(`cms-1/tokens/${registry.clock.day(1)}`, today!.accessToken);
    expectStatus(same, 422);
    expect(same.body.errors[0].pointer).toBe('#/accessToken');
    expectStatus(await publish(operator, {}, 'cms-2'), 201);
    const taken = await operator.put(
      `/v1/self/operator-backends/cms-2/tokens/${registry.clock.day(1)}`,
      today,
    );
    expectStatus(taken, 422);
    const inUse = await put(`cms-2/tokens/${registry.clock.day(1)}`, today!.accessToken);
    expectStatus(inUse, 409);
    expect(inUse.body.errors[0].pointer).toBe('#/accessToken');
    expectStatus(await operator.delete('/v1/self/operator-backends/cms-2'), 204);
  });
});
