import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Answer,
  type Client,
  expectStatus,
  operatorPublication,
  TestClock,
} from '../../environment/index.js';
import { expectProblem, Stage } from '../stage.js';

const MINUTE = 60_000;

let stage: Stage;
let partnerSecret: string;
let adminSecret: string;
beforeAll(async () => {
  stage = await Stage.set({ clock: new TestClock() });
  partnerSecret = stage.operator.secret;
  adminSecret = stage.registry.admin.secret;
});
afterAll(() => stage.registry.stop());

const basic = (username: string, secret: string) =>
  `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
const get = (authorization: string, path = '/v1/self') =>
  stage.registry.as('none').get(path, { headers: { authorization } });

function expectChallenge(answer: Answer): void {
  expectProblem(answer, 401, 'not-authenticated');
  expect(answer.headers.get('www-authenticate')).toBe(
    'Basic realm="OCHP-direct registry", charset="UTF-8", Bearer realm="OCHP-direct registry"',
  );
}

/** Issues a credential to the operator. */
async function issue(request: object = {}) {
  const issued = await stage.registry.admin.post('/v1/admin/partners/cpo/credentials', request);
  expectStatus(issued, 201);
  return issued.body as { secret: string; credentialId: string };
}

describe('The right credentials', () => {
  it('let in a partner, as a Bearer token or with its ID', async () => {
    const spellings = [
      `Bearer ${partnerSecret}`,
      `bearer ${partnerSecret}`,
      `BEARER   ${partnerSecret}`,
      basic('cpo', partnerSecret),
      basic('cpo', partnerSecret).replace('Basic', 'basic'),
    ];
    for (const authorization of spellings) {
      const answer = await get(authorization);
      expectStatus(answer, 200);
      expect(answer.body.partnerId).toBe('cpo');
    }
  });

  it('let in staff, as a Bearer token or with the name admin', async () => {
    for (const authorization of [`Bearer ${adminSecret}`, basic('admin', adminSecret)])
      expectStatus(await get(authorization, '/v1/admin/partners'), 200);
  });

  it('may be several at once', async () => {
    const { secret } = await issue();
    for (const each of [secret, partnerSecret]) expectStatus(await get(`Bearer ${each}`), 200);
  });
});

describe('Without the right credentials nobody is let in', () => {
  const wrong: [string, () => string][] = [
    ['none', () => ''],
    ['an empty Bearer', () => 'Bearer'],
    ['an empty Basic', () => 'Basic'],
    ['another scheme', () => `Digest ${partnerSecret}`],
    ['no scheme', () => partnerSecret],
    ['two tokens', () => `Bearer ${partnerSecret} ${partnerSecret}`],
    ['two schemes', () => `Bearer ${partnerSecret}, ${basic('cpo', partnerSecret)}`],
    ['Basic that is not encoded', () => `Basic cpo:${partnerSecret}`],
    ['Basic without a colon', () => `Basic ${Buffer.from(partnerSecret).toString('base64')}`],
    ['Basic without a name', () => basic('', partnerSecret)],
    ['Basic without a secret', () => basic('cpo', '')],
    ['Basic that is not UTF-8', () => `Basic ${Buffer.from([0x63, 0x3a, 0xff]).toString('base64')}`],
    ['an unknown secret', () => `Bearer 0123456789abcdef.${'A'.repeat(43)}`],
    ['the ID of a credential alone', () => `Bearer ${partnerSecret.split('.')[0]}`],
    ['a secret that was cut off', () => `Bearer ${partnerSecret.slice(0, -1)}`],
    ['a secret with more', () => `Bearer ${partnerSecret}A`],
    ['a secret with another last character', () => `Bearer ${partnerSecret.slice(0, -1)}-`],
    ['the secret of another under this ID', () => `Bearer ${mixed(partnerSecret, stage.provider.secret)}`],
    ['the secret in capitals', () => `Bearer ${partnerSecret.toUpperCase()}`],
    ["another partner's name", () => basic('emp', partnerSecret)],
    ['a name in capitals', () => basic('CPO', partnerSecret)],
    ['a name with a space', () => basic('cpo ', partnerSecret)],
    ['a name that is no ID', () => basic("cpo' OR 1=1 --", partnerSecret)],
    ['a name of a stranger', () => basic('nobody', partnerSecret)],
    ['the name admin with the secret of a partner', () => basic('admin', partnerSecret)],
    ['the name of a partner with the admin secret', () => basic('cpo', adminSecret)],
    ['the name Admin', () => basic('Admin', adminSecret)],
    ['an admin secret that was cut off', () => `Bearer ${adminSecret.slice(0, -1)}`],
    ['an admin secret in capitals', () => `Bearer ${adminSecret.toUpperCase()}`],
  ];

  it.each(wrong)('with %s', async (_name, authorization) => {
    for (const path of ['/v1/self', '/v1/operator-backends', '/v1/admin/partners', '/v1/admin/partners/cpo'])
      expectChallenge(await get(authorization(), path));
    const { text } = await get(authorization());
    for (const secret of [partnerSecret, adminSecret]) expect(text).not.toContain(secret.slice(-20));
  });

  it('and changes nothing', async () => {
    const nobody = stage.registry.as('0123456789abcdef.nothing');
    const writes = [
      () => nobody.put('/v1/self/operator-backends/x', operatorPublication(stage.registry.clock)),
      () => nobody.delete('/v1/self/operator-backends/cms-1'),
      () => nobody.delete('/v1/self/roaming-connections/emp'),
      () => nobody.post('/v1/admin/partners/cpo/suspend'),
      () => nobody.post('/v1/admin/partners/cpo/credentials', {}),
      () => nobody.patch('/v1/admin/partners/cpo', { name: 'x' }),
    ];
    for (const write of writes) await stage.refuses(write, 401, 'not-authenticated');
  });

  it('whatever else is wrong with the request', async () => {
    expectChallenge(await get('', '/v1/operator-backends?limit=0&colour=red'));
    expectChallenge(await stage.registry.as('x').put('/v1/self/operator-backends/X', { colour: 'red' }));
  });

  it('once they have expired', async () => {
    const expiresAt = new Date(stage.registry.clock.now() + MINUTE).toISOString();
    const { secret } = await issue({ expiresAt });
    stage.registry.clock.advance(MINUTE - 1);
    expectStatus(await get(`Bearer ${secret}`), 200);
    stage.registry.clock.advance(1);
    for (const authorization of [`Bearer ${secret}`, basic('cpo', secret)])
      expectChallenge(await get(authorization));
  });

  it('once they are revoked, and no others with them', async () => {
    const { secret, credentialId } = await issue();
    expectStatus(await get(`Bearer ${secret}`), 200);
    const path = `/v1/admin/partners/cpo/credentials/${credentialId}`;
    for (const _again of [1, 2]) expectStatus(await stage.registry.admin.delete(path), 204);
    for (const authorization of [`Bearer ${secret}`, basic('cpo', secret)])
      expectChallenge(await get(authorization));
    expectStatus(await get(`Bearer ${partnerSecret}`), 200);
  });

  it('and all that is wrong is told alike', async () => {
    const tried = [`0123456789abcdef.${'A'.repeat(43)}`, mixed(partnerSecret, stage.provider.secret), 'x'];
    const texts = await Promise.all(tried.map(async (secret) => (await get(`Bearer ${secret}`)).text));
    expect(new Set(texts).size).toBe(1);
  });
});

describe('The right credentials in the wrong place are not permitted', () => {
  it('a partner among staff', async () => {
    const tried: ((client: Client) => Promise<Answer>)[] = [
      (client) => client.get('/v1/admin/partners'),
      (client) => client.get('/v1/admin/partners/cpo'),
      (client) => client.patch('/v1/admin/partners/cpo', { operatorIds: ['NL1OP'] }),
      (client) => client.post('/v1/admin/partners', { colour: 'red' }),
      (client) => client.post('/v1/admin/partners/emp/suspend'),
      (client) => client.get('/v1/admin/partners/cpo/credentials'),
      (client) => client.post('/v1/admin/partners/emp/credentials', {}),
      (client) => client.put('/v1/admin/roaming-connections/outsider/cpo'),
      (client) => client.get('/v1/admin/roaming-connections'),
      (client) => client.get('/v1/admin/visible?partner=emp'),
    ];
    for (const send of tried) await stage.refuses(() => send(stage.operator), 403, 'not-permitted');
  });

  it('staff among partners', async () => {
    const { admin, clock } = stage.registry;
    const tried = [
      () => admin.get('/v1/self'),
      () => admin.get('/v1/operator-backends'),
      () => admin.get('/v1/operator-backends/updates?since=2026-01-01T00:00:00Z'),
      () => admin.get('/v1/operator-backends/resolve?evseId=DE8AAE1'),
      () => admin.put('/v1/self/operator-backends/cms-1', operatorPublication(clock)),
      () => admin.put('/v1/self/roaming-connections/emp'),
    ];
    for (const send of tried) await stage.refuses(send, 403, 'not-permitted');
  });

  it('a partner that is suspended, everywhere', async () => {
    expectStatus(await stage.registry.admin.post('/v1/admin/partners/cpo/suspend'), 200);
    const tried = [
      () => stage.operator.get('/v1/self'),
      () => stage.operator.get('/v1/provider-backends'),
      () => stage.operator.get('/v1/admin/partners'),
      () => stage.operator.put('/v1/self/operator-backends/cms-1', operatorPublication(stage.registry.clock)),
      () => stage.operator.delete('/v1/self/operator-backends/cms-1'),
      () => stage.operator.delete('/v1/self/roaming-connections/emp'),
    ];
    for (const send of tried) await stage.refuses(send, 403, 'suspended');
    const wrong = `Bearer ${mixed(partnerSecret, stage.provider.secret)}`;
    expectChallenge(await get(wrong));
    expectStatus(await stage.registry.admin.post('/v1/admin/partners/cpo/readmit'), 200);
    expectStatus(await stage.operator.get('/v1/self'), 200);
  });
});

/** The ID of one credential with the secret part of another. */
function mixed(one: string, other: string): string {
  return `${one.split('.')[0]}.${other.split('.')[1]}`;
}
