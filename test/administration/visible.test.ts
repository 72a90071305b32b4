import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDuration } from '../../src/configuration/index.js';
import {
  type Client,
  expectStatus,
  operatorPublication,
  providerPublication,
  TestRegistry,
} from '../environment/index.js';

describe('What a partner sees, or saw', () => {
  let registry: TestRegistry;
  let operator: Client;

  beforeAll(async () => {
    registry = await TestRegistry.start({ configuration: { retention: parseDuration('10d') } });
    operator = await registry.admit('operator', { operatorIds: ['DE8AA'] });
    const both = await registry.admit('both', { operatorIds: ['DE8AB'], providerIds: ['DE9BB'] });
    const provider = await registry.admit('provider', { providerIds: ['DE9BC'] });
    expectStatus(
      await operator.put('/v1/self/operator-backends/o', operatorPublication(registry.clock)),
      201,
    );
    expectStatus(
      await provider.put(
        '/v1/self/provider-backends/p',
        providerPublication(registry.clock, { whitelist: ['DE9BCC%'] }),
      ),
      201,
    );
    expectStatus(await operator.put('/v1/self/roaming-connections/both'), 201);
    expectStatus(await both.put('/v1/self/roaming-connections/provider'), 201);
  });
  afterAll(() => registry.stop());

  const visible = (more = '') => registry.admin.get(`/v1/admin/visible?partner=both${more}`);
  const seen = (body: any) => body.items.map((item: any) => [item.role, item.partnerId, item.backendId]);

  it('is shown of both roles, page by page, with the days of the tokens and never the tokens', async () => {
    const all = await visible();
    expect(seen(all.body)).toEqual([
      ['operator', 'operator', 'o'],
      ['provider', 'provider', 'p'],
    ]);
    expect(all.body.items[0].tokenDays).toEqual([registry.clock.day()]);
    expect(all.text).not.toContain('access-token');
    const first = await visible('&limit=1');
    const second = await visible(`&limit=1&next=${first.body.next}`);
    expect([...first.body.items, ...second.body.items]).toEqual(all.body.items);
    expect(second.body.next).toBeUndefined();
  });

  it('is known of any moment of the retention time', async () => {
    registry.clock.advance(5_000);
    const then = new Date(registry.clock.now()).toISOString();
    registry.clock.advance(5_000);
    expectStatus(await operator.delete('/v1/self/roaming-connections/both'), 204);
    expect(seen((await visible()).body)).toEqual([['provider', 'provider', 'p']]);
    expect(seen((await visible(`&at=${then}`)).body)).toHaveLength(2);
    const { asOf } = (await visible()).body;
    expect(seen((await visible(`&at=${asOf}`)).body)).toHaveLength(1);
    registry.clock.advance(11 * 86_400_000);
    expectStatus(await operator.put('/v1/self/roaming-connections/both'), 201);
    const gone = await visible(`&at=${then}`);
    expectStatus(gone, 410);
    expect(gone.body.errors[0].parameter).toBe('at');
  });

  it('is not known of the future, of nobody, or of what is no time', async () => {
    const future = new Date(registry.clock.now() + 1_000).toISOString();
    expectStatus(await visible(`&at=${future}`), 400);
    expectStatus(await visible('&at=yesterday'), 400);
    expectStatus(await registry.admin.get('/v1/admin/visible?partner=nobody'), 404);
    expectStatus(await registry.admin.get('/v1/admin/visible'), 400);
  });
});
