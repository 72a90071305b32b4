import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectStatus, operatorPublication, TestRegistry } from '../environment/index.js';

describe('Clearing-house staff', () => {
  let registry: TestRegistry;

  beforeAll(async () => (registry = await TestRegistry.start()));
  afterAll(() => registry.stop());

  const path = '/v1/admin/partners';
  const admit = (partnerId: string, more: object = {}) =>
    registry.admin.post(path, { partnerId, name: partnerId, operatorIds: [], providerIds: [], ...more });

  it('admit partners with their IDs, whatever the spelling, and list them page by page', async () => {
    const admitted = await admit('beta', { operatorIds: ['de*1aa', 'DE-1AB'], providerIds: ['de1aa'] });
    expectStatus(admitted, 201);
    expect(admitted.headers.get('location')).toBe(`${path}/beta`);
    expect(admitted.body).toEqual({
      partnerId: 'beta',
      name: 'beta',
      status: 'admitted',
      operatorIds: ['DE1AA', 'DE1AB'],
      providerIds: ['DE1AA'],
    });
    expectStatus(await admit('alpha'), 201);
    const first = await registry.admin.get(`${path}?limit=1`);
    const second = await registry.admin.get(`${path}?limit=1&next=${first.body.next}`);
    expect([first, second].flatMap(({ body }) => body.items.map((item: any) => item.partnerId))).toEqual([
      'alpha',
      'beta',
    ]);
    expect((await registry.admin.get(`${path}/beta`)).body).toEqual(admitted.body);
    expectStatus(await registry.admin.get(`${path}/nobody`), 404);
  });

  it('can not admit a partner twice, nor give an ID to two', async () => {
    expectStatus(await admit('first', { operatorIds: ['DE2AA'], providerIds: ['DE2AA'] }), 201);
    const twice = await admit('first');
    expectStatus(twice, 409);
    expect(twice.body.errors).toEqual([{ pointer: '#/partnerId', detail: 'is taken' }]);
    const taken = await admit('second', { operatorIds: ['DE2AB', 'DE*2AA'] });
    expectStatus(taken, 409);
    expect(taken.body.errors).toEqual([
      { pointer: '#/operatorIds/1', detail: 'DE2AA belongs to another partner' },
    ]);
    expectStatus(await registry.admin.get(`${path}/second`), 404);
    expectStatus(await registry.admin.patch(`${path}/first`, { operatorIds: ['DE2AA', 'DE1AA'] }), 409);
  });

  it('change names and IDs, but take no ID away that something rests on', async () => {
    const operator = await registry.admit('changing', { operatorIds: ['DE3AA', 'DE3AB'] });
    await registry.admit('partner-of-it', { providerIds: ['DE3AC'] });
    const change = (body: object) => registry.admin.patch(`${path}/changing`, body);
    const body = operatorPublication(registry.clock, { whitelist: ['DE3AAE%'], blacklist: ['DE3ABE1'] });
    expectStatus(await operator.put('/v1/self/operator-backends/x', body), 201);
    expectStatus(await operator.put('/v1/self/roaming-connections/partner-of-it'), 201);
    const claimed = await change({ operatorIds: ['DE3AA'] });
    expectStatus(claimed, 409);
    expect(claimed.body.detail).toContain('x');
    expectStatus(await operator.delete('/v1/self/operator-backends/x'), 204);
    expectStatus(await change({ operatorIds: ['DE3AD'], name: 'Renamed' }), 200);
    expectStatus(await change({ operatorIds: [] }), 409);
    expectStatus(await operator.delete('/v1/self/roaming-connections/partner-of-it'), 204);
    const { body: changed } = await change({ operatorIds: [] });
    expect(changed).toMatchObject({ name: 'Renamed', operatorIds: [] });
    expectStatus(await change({}), 422);
    expectStatus(await registry.admin.patch(`${path}/nobody`, { name: 'x' }), 404);
  });

  it('suspend a partner: it is shut out, and gone from every view until it is admitted again', async () => {
    const operator = await registry.admit('shut-out', { operatorIds: ['DE4AA'] });
    const provider = await registry.admit('onlooker', { providerIds: ['DE4AB'] });
    expectStatus(await operator.put('/v1/self/roaming-connections/onlooker'), 201);
    expectStatus(
      await operator.put(
        '/v1/self/operator-backends/x',
        operatorPublication(registry.clock, { whitelist: ['DE4AAE%'] }),
      ),
      201,
    );
    const before = (await provider.get('/v1/operator-backends')).body;
    expectStatus(await registry.admin.post(`${path}/shut-out/suspend`), 200);
    const refused = await operator.get('/v1/self');
    expectStatus(refused, 403);
    expect(refused.body.type).toBe('urn:ochp-direct:registry:problem:suspended');
    const gone = (await provider.get(`/v1/operator-backends/updates?since=${before.asOf}`)).body;
    expect(gone).toMatchObject({ updated: [], removed: [{ partnerId: 'shut-out', backendId: 'x' }] });
    const again = await registry.admin.post(`${path}/shut-out/suspend`);
    expect(again).toMatchObject({ status: 200, body: { status: 'suspended' } });
    expect((await provider.get('/v1/operator-backends')).body.asOf).toBe(gone.asOf);
    expectStatus(await registry.admin.post(`${path}/shut-out/readmit`), 200);
    const back = (await provider.get(`/v1/operator-backends/updates?since=${gone.asOf}`)).body;
    expect(back.updated).toEqual(before.items);
    expectStatus(await operator.get('/v1/self'), 200);
    expectStatus(await registry.admin.post(`${path}/nobody/suspend`), 404);
  });

  it('issue, list and revoke credentials; the secret is in one answer only', async () => {
    await registry.admit('with-credentials', { providerIds: ['DE5AA'] });
    const credentials = `${path}/with-credentials/credentials`;
    registry.clock.advance(1_000);
    const expiresAt = new Date(registry.clock.now() + 60_000).toISOString();
    const issued = await registry.admin.post(credentials, { label: 'second', expiresAt });
    expectStatus(issued, 201);
    const { secret, ...credential } = issued.body;
    expect(credential).toMatchObject({ label: 'second', status: 'active', expiresAt });
    const listed = await registry.admin.get(credentials);
    expect(listed.body.items).toContainEqual(credential);
    expect(listed.text).not.toContain(secret);
    const basic = Buffer.from(`with-credentials:${secret}`).toString('base64');
    for (const authorization of [`Bearer ${secret}`, `Basic ${basic}`])
      expectStatus(await registry.as(secret).get('/v1/self', { headers: { authorization } }), 200);
    registry.clock.advance(60_000);
    expectStatus(await registry.as(secret).get('/v1/self'), 401);
    const statuses = (await registry.admin.get(credentials)).body.items.map((item: any) => item.status);
    expect(statuses).toEqual(['active', 'expired']);
  });

  it('revoke a credential while the others go on', async () => {
    const first = await registry.admit('revoked', { providerIds: ['DE6AA'] });
    const credentials = `${path}/revoked/credentials`;
    const { body: second } = await registry.admin.post(credentials, {});
    const [{ credentialId }] = (await registry.admin.get(credentials)).body.items.filter(
      (item: any) => item.credentialId !== second.credentialId,
    );
    for (let times = 0; times < 2; times += 1)
      expectStatus(await registry.admin.delete(`${credentials}/${credentialId}`), 204);
    expectStatus(await first.get('/v1/self'), 401);
    expectStatus(await registry.as(second.secret).get('/v1/self'), 200);
    expectStatus(await registry.admin.delete(`${credentials}/0000000000000000`), 404);
    expectStatus(await registry.admin.delete(`${path}/onlooker/credentials/${credentialId}`), 404);
    expectStatus(await registry.admin.get(`${path}/nobody/credentials`), 404);
  });
});
