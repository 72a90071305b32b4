import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { envelope, expectStatus, request, TestRegistry, usernameToken } from '../environment/index.js';
import { AuditStage, type ToldEntry } from './stage.js';

/** As many addresses and names as an instance tells apart in a minute. */
const TOLD_APART = 30;
const MINUTE = 60_000;

let stage: AuditStage;
beforeAll(async () => (stage = await AuditStage.set()));
afterAll(() => stage.registry.stop());
beforeEach(() => stage.registry.clock.advance(2 * MINUTE));

const basic = (name: string, secret: string) =>
  `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;

interface Attempt {
  readonly authorization: string;
  readonly address?: string;
  readonly path?: string;
  readonly registry?: TestRegistry;
}

async function fail({
  authorization,
  address = '203.0.113.7',
  path = '/v1/self',
  registry = stage.registry,
}: Attempt) {
  const headers = { authorization, 'x-forwarded-for': address };
  expectStatus(await registry.as('').get(path, { headers }), 401);
}

const by = (name: string, address?: string): Attempt => ({
  authorization: basic(name, 'wrong'),
  ...(address !== undefined && { address }),
});
const failed = (subject: object, remoteAddress?: string) =>
  expect.objectContaining({
    action: 'login.failed',
    subject,
    actor: { kind: 'stranger', ...(remoteAddress !== undefined && { remoteAddress }) },
    concerned: [],
  });

describe('A login that fails', () => {
  it('is recorded with where it came from and the name that was shown', async () => {
    const [entry, ...others] = await stage.during(() => fail(by('cpo')));
    expect(others).toEqual([]);
    expect(entry).toEqual({
      entryId: expect.any(Number),
      moment: expect.any(String),
      action: 'login.failed',
      actor: { kind: 'stranger', remoteAddress: '203.0.113.7' },
      binding: 'json',
      requestId: expect.any(String),
      concerned: [],
      subject: { shownName: 'cpo', count: 1 },
    });
  });

  it('is recorded where the secret is unknown, revoked, of another partner, or the admin’s but for a bit', async () => {
    const { admin } = stage;
    const issued = await admin.post('/v1/admin/partners/cpo/credentials', {});
    const { credentialId, secret } = issued.body;
    expectStatus(await admin.delete(`/v1/admin/partners/cpo/credentials/${credentialId}`), 204);
    const shown = [
      `Bearer ${'0'.repeat(16)}.${'x'.repeat(43)}`,
      `Bearer ${secret}`,
      basic('emp', stage.stage.operator.secret),
      basic('admin', `${admin.secret}x`),
    ];
    const entries: ToldEntry[] = [];
    for (const authorization of shown) {
      stage.registry.clock.advance(MINUTE);
      entries.push(...(await stage.during(() => fail({ authorization }))));
    }
    expect(entries.map(({ subject }) => subject)).toEqual([
      { count: 1 },
      { count: 1 },
      { shownName: 'emp', count: 1 },
      { shownName: 'admin', count: 1 },
    ]);
  });

  it('is recorded with the way by which it came', async () => {
    const entries = await stage.during(async () => {
      await fail({ authorization: basic('admin', 'wrong'), path: '/v1/admin/partners' });
      const message = envelope(usernameToken('cpo', 'wrong'), request('ochp', 'GetServiceEndpoints'));
      const soap = stage.registry.bySoap('cpo', stage.stage.operator);
      expect((await soap.send(message)).code).toBe('not-authorized');
    });
    expect(entries.map(({ binding, subject }) => [binding, subject.shownName])).toEqual([
      ['administration', 'admin'],
      ['soap', 'cpo'],
    ]);
  });

  it('is not one where nothing is shown, or what is right', async () => {
    const entries = await stage.during(async () => {
      expectStatus(await stage.registry.as('').get('/v1/self', { headers: { authorization: '' } }), 401);
      expectStatus(await stage.stage.operator.get('/v1/admin/partners'), 403);
      expectStatus(await stage.stage.operator.get('/v1/self'), 200);
    });
    expect(entries).toEqual([]);
  });

  it('is recorded without a name that nobody has: it may be a secret', async () => {
    const names = [
      'No Partner',
      'x'.repeat(64),
      stage.stage.operator.secret,
      stage.stage.operator.secret.toLowerCase(),
      'an-access-token-in-small-letters',
    ];
    for (const name of names) {
      stage.registry.clock.advance(MINUTE);
      expect(await stage.during(() => fail(by(name)))).toEqual([failed({ count: 1 }, '203.0.113.7')]);
    }
  });

  it('is recorded without the admin secret, where that stands in place of the name', async () => {
    const adminSecret = 'small-letters-of-an-admin-secret-1';
    const registry = await TestRegistry.start({ configuration: { adminSecret, logLevel: 'silent' } });
    try {
      await fail({ ...by(adminSecret), registry });
      const answer = await registry.as(adminSecret).get('/v1/admin/audit');
      expect(answer.body.items).toEqual([failed({ count: 1 }, '203.0.113.7')]);
      expect(answer.text).not.toContain(adminSecret);
    } finally {
      await registry.stop();
    }
  });
});

describe('A flood of logins that fail', () => {
  it('is told at once, and once more when the minute is over, with how many followed', async () => {
    const at = () => fail(by('cpo'));
    expect(
      await stage.during(async () => {
        for (let count = 0; count < 50; count += 1) await at();
      }),
    ).toEqual([failed({ shownName: 'cpo', count: 1 }, '203.0.113.7')]);
    stage.registry.clock.advance(MINUTE);
    expect(await stage.during(at)).toEqual([
      failed({ shownName: 'cpo', count: 49 }, '203.0.113.7'),
      failed({ shownName: 'cpo', count: 1 }, '203.0.113.7'),
    ]);
    stage.registry.clock.advance(MINUTE);
    expect(await stage.during(at)).toEqual([failed({ shownName: 'cpo', count: 1 }, '203.0.113.7')]);
  });

  it('from more addresses than are told apart is summed up', async () => {
    const flood = Array.from({ length: 200 }, (_, index) => by(`name-${index}`, `198.51.100.${index}`));
    const entries = await stage.during(() => Promise.all([...flood, ...flood].map(fail)));
    expect(entries).toHaveLength(TOLD_APART);
    expect(new Set(entries.map(({ actor }) => actor.remoteAddress)).size).toBe(TOLD_APART);
    stage.registry.clock.advance(MINUTE);
    const later = await stage.during(() => fail(by('emp')));
    expect(later).toHaveLength(TOLD_APART + 2);
    expect(later.at(-1)).toEqual(failed({ shownName: 'emp', count: 1 }, '203.0.113.7'));
    const counts = [...entries, ...later.slice(0, -1)].map(({ subject }) => subject.count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(400);
    const rest = later.filter(({ actor }) => actor.remoteAddress === undefined);
    expect(rest).toEqual([failed({ count: 400 - 2 * TOLD_APART })]);
  });

  it('is told in full when the service stops', async () => {
    const other = await TestRegistry.start({ beside: stage.registry, clock: stage.registry.clock });
    const entries = await stage.during(async () => {
      for (let count = 0; count < 5; count += 1) await fail({ ...by('emp', '192.0.2.1'), registry: other });
      await other.stop();
    });
    expect(entries).toEqual([
      failed({ shownName: 'emp', count: 1 }, '192.0.2.1'),
      failed({ shownName: 'emp', count: 4 }, '192.0.2.1'),
    ]);
  });
});
