import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from '../stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.registry.stop());

const post = (path: string, body?: unknown) => () =>
  stage.registry.admin.post(`/v1/admin/partners${path}`, body);
const patch = (path: string, body: unknown) => () =>
  stage.registry.admin.patch(`/v1/admin/partners${path}`, body);
const applicant = { partnerId: 'new', name: 'New', operatorIds: ['FR001'], providerIds: [] };

describe('An admission is refused', () => {
  it('where an ID is there in two spellings', async () => {
    const body = { ...applicant, operatorIds: ['FR001', 'FR*001', 'FR002', 'fr-002'] };
    await stage.refuses(
      post('', body),
      422,
      'invalid-value',
      { pointer: '#/operatorIds/1', detail: 'is FR001 again' },
      { pointer: '#/operatorIds/3', detail: 'is FR002 again' },
    );
    const change = { providerIds: ['FR-003', 'fr003'] };
    await stage.refuses(patch('/cpo', change), 422, 'invalid-value', { pointer: '#/providerIds/1' });
  });

  it('where others own the IDs, in whatever spelling', async () => {
    const body = { ...applicant, operatorIds: ['FR001', 'de*8aa', 'NL-1OP'] };
    await stage.refuses(
      post('', body),
      409,
      'already-exists',
      { pointer: '#/operatorIds/1', detail: 'DE8AA belongs to another partner' },
      { pointer: '#/operatorIds/2', detail: 'NL1OP belongs to another partner' },
    );
    const change = { operatorIds: ['DE8AA', 'DE8AB', 'NL1OP'] };
    await stage.refuses(patch('/cpo', change), 409, 'already-exists', { pointer: '#/operatorIds/2' });
  });

  it('where the name is taken', async () => {
    const body = { ...applicant, partnerId: 'cpo' };
    await stage.refuses(post('', body), 409, 'already-exists', {
      pointer: '#/partnerId',
      detail: 'is taken',
    });
  });
});

describe('A change is refused', () => {
  it('that takes away what definitions claim, or what connections rest on', async () => {
    await stage.refuses(patch('/cpo', { operatorIds: ['DE8AB'] }), 409, 'still-in-use', {
      pointer: '#/operatorIds',
    });
    await stage.refuses(patch('/emp', { providerIds: [] }), 409, 'still-in-use', {
      pointer: '#/providerIds',
    });
  });

  it('as a whole, if a part of it is', async () => {
    const change = { name: 'Renamed', operatorIds: ['DE8AB'], providerIds: ['FR009'] };
    await stage.refuses(patch('/cpo', change), 409, 'still-in-use');
  });
});

describe('A credential is refused', () => {
  it.each(['2020-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '1970-01-01T00:00:00.000001Z'])(
    'that stopped working at %s',
    async (expiresAt) => {
      await stage.refuses(post('/cpo/credentials', { expiresAt }), 422, 'invalid-value', {
        pointer: '#/expiresAt',
        detail: 'must lie in the future',
      });
    },
  );

  it('that would stop this very moment', async () => {
    const expiresAt = new Date(stage.registry.clock.now()).toISOString();
    await stage.refuses(post('/cpo/credentials', { expiresAt }), 422, 'invalid-value', {
      pointer: '#/expiresAt',
    });
  });
});

describe('What is not there', () => {
  const admin = () => stage.registry.admin;

  it.each(['nobody', 'CPO', 'cpo%20', '%25', "'", '..x', '%F0%9F%98%80', 'x'.repeat(200)])(
    'is not found, such as the partner %s',
    async (partner) => {
      const path = `/v1/admin/partners/${partner}`;
      const tried = [
        () => admin().get(path),
        () => admin().patch(path, { name: 'x' }),
        () => admin().post(`${path}/suspend`),
        () => admin().post(`${path}/readmit`),
        () => admin().get(`${path}/credentials`),
        () => admin().post(`${path}/credentials`, {}),
        () => admin().delete(`${path}/credentials/0123456789abcdef`),
        () => admin().put(`/v1/admin/roaming-connections/${partner}/emp`),
        () => admin().put(`/v1/admin/roaming-connections/cpo/${partner}`),
        () => stage.operator.put(`/v1/self/roaming-connections/${partner}`),
      ];
      for (const send of tried) expect((await send()).status).toBe(404);
      await stage.refuses(tried[0]!, 404, 'not-found');
    },
  );

  it('as a credential of this partner is not found as one of another', async () => {
    const { body } = await admin().get('/v1/admin/partners/emp/credentials');
    const [{ credentialId }] = body.items;
    const revoke = () => admin().delete(`/v1/admin/partners/cpo/credentials/${credentialId}`);
    await stage.refuses(revoke, 404, 'not-found');
  });

  it('is no provider to connect with: itself, or an operator', async () => {
    const connect = (path: string) => () => stage.operator.put(`/v1/self/roaming-connections/${path}`);
    await stage.refuses(connect('cpo'), 400, 'invalid-parameter', { parameter: 'partnerId' });
    const asStaff = () => admin().put('/v1/admin/roaming-connections/emp/cpo');
    await stage.refuses(asStaff, 404, 'not-found');
  });

  it('and what may not be known get the same answer', async () => {
    const texts = [];
    for (const backend of ['theirs', 'nobodys']) {
      const own = await stage.operator.get(`/v1/self/operator-backends/${backend}`);
      texts.push(own.text.replaceAll(backend, '…'));
    }
    for (const id of ['NL1OPE1', 'NL9ZZE1']) {
      const resolved = await stage.provider.get(`/v1/operator-backends/resolve?evseId=${id}`);
      texts.push(resolved.text.replaceAll(id, '…'));
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[2]).toBe(texts[3]);
  });
});

describe('What a partner sees is asked rightly', () => {
  const visible = (query: string) => () => stage.registry.admin.get(`/v1/admin/visible?${query}`);

  it.each([
    ['', 'partner'],
    ['partner=', 'partner'],
    ['partner=CPO', 'partner'],
    ['partner=cpo&partner=emp', 'partner'],
    ['partner=cpo&at=yesterday', 'at'],
    ['partner=cpo&at=2026-02-30T00:00:00Z', 'at'],
    ['partner=cpo&at=9999-12-31T23:59:59Z', 'at'],
    ['partner=cpo&since=2026-01-01T00:00:00Z', 'since'],
  ])('unlike %s', async (query, parameter) => {
    await stage.refuses(visible(query), 400, 'invalid-parameter', { parameter });
  });

  it('of a partner that there is', async () => {
    await stage.refuses(visible('partner=nobody'), 404, 'not-found');
  });

  it('and of the retention time', async () => {
    const at = '2001-01-01T00:00:00Z';
    await stage.refuses(visible(`partner=cpo&at=${at}`), 410, 'before-retention', { parameter: 'at' });
  });
});
