import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, expectStatus, TestRegistry } from '../environment/index.js';

describe('Roaming connections', () => {
  let registry: TestRegistry;
  let operator: Client;
  let provider: Client;

  beforeAll(async () => {
    registry = await TestRegistry.start();
    operator = await registry.admit('operator', { operatorIds: ['DE8AA'] });
    provider = await registry.admit('provider', { providerIds: ['DE9BB'] });
    await registry.admit('other-operator', { operatorIds: ['DE8AB'] });
    await registry.admit('a-provider', { providerIds: ['DE9BA'] });
  });
  afterAll(() => registry.stop());

  const path = '/v1/self/roaming-connections';
  const asOf = async () => (await operator.get('/v1/provider-backends')).body.asOf;

  it('are set and ended by the operator, and repeating either is no change', async () => {
    const set = await operator.put(`${path}/provider`);
    expectStatus(set, 201);
    const before = await asOf();
    const again = await operator.put(`${path}/provider`);
    expect(again).toMatchObject({ status: 200, body: set.body });
    expect(await asOf()).toBe(before);
    expectStatus(await operator.delete(`${path}/provider`), 204);
    const after = await asOf();
    expect(after).not.toBe(before);
    expectStatus(await operator.delete(`${path}/provider`), 204);
    expectStatus(await operator.delete(`${path}/nobody`), 204);
    expect(await asOf()).toBe(after);
  });

  it('are listed for both sides, page by page', async () => {
    for (const partner of ['provider', 'a-provider'])
      expectStatus(await operator.put(`${path}/${partner}`), 201);
    const first = await operator.get(`${path}?limit=1`);
    expect(first.body.items).toMatchObject([
      { operatorPartnerId: 'operator', providerPartnerId: 'a-provider' },
    ]);
    const second = await operator.get(`${path}?limit=1&next=${first.body.next}`);
    expect(second.body.items).toMatchObject([{ providerPartnerId: 'provider' }]);
    expect(second.body.next).toBeUndefined();
    expect((await provider.get(path)).body).toEqual(second.body);
  });

  it('can not be set by a provider, with a partner that is no provider, or with oneself', async () => {
    expectStatus(await provider.put(`${path}/operator`), 403);
    expectStatus(await provider.delete(`${path}/operator`), 403);
    const noProvider = await operator.put(`${path}/other-operator`);
    const nobody = await operator.put(`${path}/nobody`);
    expectStatus(noProvider, 404);
    expect({ ...noProvider.body, detail: '' }).toEqual({ ...nobody.body, detail: '' });
    expectStatus(await operator.put(`${path}/operator`), 400);
  });

  it('are set and ended on behalf of the operator by staff, who see all of them', async () => {
    const admin = '/v1/admin/roaming-connections';
    expectStatus(await registry.admin.put(`${admin}/other-operator/provider`), 201);
    expectStatus(await registry.admin.put(`${admin}/other-operator/provider`), 200);
    const { items } = (await registry.admin.get(`${admin}?limit=2`)).body;
    expect(items.map((item: any) => [item.operatorPartnerId, item.providerPartnerId])).toEqual([
      ['operator', 'a-provider'],
      ['operator', 'provider'],
    ]);
    expectStatus(await registry.admin.put(`${admin}/provider/other-operator`), 404);
    expectStatus(await registry.admin.put(`${admin}/nobody/provider`), 404);
    expectStatus(await registry.admin.delete(`${admin}/other-operator/provider`), 204);
    expectStatus(await registry.admin.delete(`${admin}/other-operator/provider`), 204);
  });
});
