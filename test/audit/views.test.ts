import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../contract/stage.js';
import { expectStatus, operatorPublication } from '../environment/index.js';
import { AuditStage, type ToldEntry } from './stage.js';

/** The trail of the stage: `cpo` and `emp` are connected, `outsider` with nobody. */
let stage: AuditStage;
let told: Record<'operator' | 'provider' | 'stranger', ToldEntry[]>;
let begun: string;
beforeAll(async () => {
  stage = await AuditStage.set();
  const { admin } = stage;
  begun = new Date(stage.registry.clock.now()).toISOString();
  stage.registry.clock.advance(60_000);
  expectStatus(await admin.post('/v1/admin/partners/cpo/suspend'), 200);
  expectStatus(await admin.post('/v1/admin/partners/cpo/readmit'), 200);
  expectStatus(await admin.delete('/v1/admin/roaming-connections/cpo/emp'), 204);
  const second = await admin.post('/v1/admin/partners/emp/credentials', {});
  expectStatus(await admin.delete(`/v1/admin/partners/emp/credentials/${second.body.credentialId}`), 204);
  const basic = `Basic ${Buffer.from('cpo:wrong').toString('base64')}`;
  expectStatus(await stage.registry.as('').get('/v1/self', { headers: { authorization: basic } }), 401);
  const { operator, provider, stranger } = stage.stage;
  told = {
    operator: await stage.of(operator),
    provider: await stage.of(provider),
    stranger: await stage.of(stranger),
  };
});
afterAll(() => stage.registry.stop());

const actionsOf = (entries: readonly ToldEntry[]) => entries.map(({ action }) => action);

describe('What a partner reads of the audit trail', () => {
  it('is what it did, and what others did to it, the newest first', () => {
    expect(actionsOf(told.operator)).toEqual([
      'connection.ended',
      'partner.readmitted',
      'partner.suspended',
      'backend.published',
      'connection.set',
      'credential.issued',
      'partner.admitted',
    ]);
    expect(actionsOf(told.provider)).toEqual([
      'credential.revoked',
      'credential.issued',
      'connection.ended',
      'backend.published',
      'connection.set',
      'credential.issued',
      'partner.admitted',
    ]);
  });

  it('is nothing of anybody else', () => {
    expect(actionsOf(told.stranger)).toEqual(['backend.published', 'credential.issued', 'partner.admitted']);
    for (const [who, partnerId] of [
      ['operator', 'cpo'],
      ['provider', 'emp'],
      ['stranger', 'outsider'],
    ] as const)
      for (const { concerned } of told[who]) expect(concerned).toContain(partnerId);
    expect(JSON.stringify(told.stranger)).not.toMatch(/cpo|emp"/);
    const published = told.provider.filter(({ action }) => action === 'backend.published');
    expect(published.map(({ subject }) => subject.backendId)).toEqual(['mdm-1']);
  });

  it('has address, credential and request of what it did itself', () => {
    const [own] = told.operator.filter(({ action }) => action === 'connection.set');
    expect(own).toMatchObject({
      requestId: expect.any(String),
      actor: { partnerId: 'cpo', credentialId: expect.any(String), remoteAddress: expect.any(String) },
    });
  });

  it('has none of them of what others did, while staff are told', async () => {
    const all = await stage.all();
    const wholeOf = ({ moment, action, subject }: ToldEntry) =>
      all.find((entry) =>
        isDeepStrictEqual([entry.moment, entry.action, entry.subject], [moment, action, subject]),
      )!;
    for (const [who, partnerId] of [
      ['operator', 'cpo'],
      ['provider', 'emp'],
    ] as const) {
      const byOthers = told[who].filter(({ actor }) => actor.partnerId !== partnerId);
      expect(byOthers.length).toBeGreaterThan(3);
      for (const entry of byOthers) {
        const { actor } = entry;
        expect(Object.keys(entry)).not.toContain('requestId');
        expect(actor).toEqual(
          actor.kind === 'staff' ? { kind: 'staff' } : { kind: 'partner', partnerId: 'cpo' },
        );
        const whole = wholeOf(entry);
        expect(whole.actor).toMatchObject({ ...actor, remoteAddress: expect.any(String) });
        expect(whole).toMatchObject({ requestId: expect.any(String) });
      }
    }
    const [set] = told.provider.filter(({ action }) => action === 'connection.set');
    const credentials = (await stage.admin.get('/v1/admin/partners/cpo/credentials')).text;
    const { actor } = wholeOf(set!);
    expect(credentials).toContain(actor.credentialId);
    expect(JSON.stringify(told.provider)).not.toContain(actor.credentialId);
  });

  it('counts nothing of what others did: neither in entries nor in the next of a page', async () => {
    const [{ entryId, ...whole } = {}] = await stage.all('partner=outsider');
    const firstPage = async () => stage.stage.stranger.get('/v1/self/audit?limit=1');
    const before = await firstPage();
    expect(before.body.items).toEqual([whole]);
    expectStatus(await stage.admin.post('/v1/admin/partners/emp/credentials', {}), 201);
    const { next, items } = (await firstPage()).body;
    expect([next, items]).toEqual([before.body.next, before.body.items]);
    expect(Buffer.from(next, 'base64url').toString()).toBe(`["own",${microseconds(items[0].moment)},1]`);
    expect(entryId).toBeGreaterThan(told.stranger.length);
  });

  it('is for partners, and the whole for staff', async () => {
    expectProblem(await stage.admin.get('/v1/self/audit'), 403, 'not-permitted');
    expectProblem(await stage.stage.operator.get('/v1/admin/audit'), 403, 'not-permitted');
  });
});

describe('The audit trail is filtered', () => {
  const both = [
    ['action=connection.set', ['connection.set']],
    ['actor=staff&action=partner.suspended', ['partner.suspended']],
    ['actor=partner:cpo', ['backend.published', 'connection.set']],
    ['actor=partner', ['backend.published', 'connection.set']],
    ['partner=emp', ['connection.ended', 'connection.set']],
    ['partner=emp&actor=partner:cpo', ['connection.set']],
    ['partner=outsider', []],
    ['actor=stranger', []],
    ['actor=command', []],
  ] as const;
  it.each(both)('for the operator by %s', async (filter, actions) => {
    expect(actionsOf(await stage.of(stage.stage.operator, filter))).toEqual(actions);
  });

  it.each<[string, string[]]>([
    ['partner=cpo&actor=staff&action=partner.readmitted', ['partner.readmitted']],
    ['action=connection.ended', ['connection.ended']],
    ['action=backend.published', ['backend.published', 'backend.published', 'backend.published']],
    ['actor=stranger', ['login.failed']],
    ['partner=cpo&action=login.failed', []],
    ['actor=partner:outsider', ['backend.published']],
    ['actor=partner:nobody', []],
    ['partner=nobody', []],
  ])('for staff by %s', async (filter, actions) => {
    expect(actionsOf(await stage.all(filter))).toEqual(actions);
  });

  it('by time: from a moment on, and before another', async () => {
    const entries = await stage.all();
    const boundary = new Date(Date.parse(begun) + 1_000).toISOString();
    const [later, earlier] = [await stage.all(`from=${boundary}`), await stage.all(`until=${boundary}`)];
    expect([...later, ...earlier]).toEqual(entries);
    expect(actionsOf(later)).toContain('partner.suspended');
    expect(actionsOf(earlier)).toContain('connection.set');
    const { moment } = entries[3]!;
    expect(await stage.all(`from=${moment}&limit=1000`)).toEqual(entries.slice(0, 4));
    expect(await stage.all(`until=${moment}`)).toEqual(entries.slice(4));
    expect(await stage.of(stage.stage.operator, `from=${boundary}`)).toEqual(told.operator.slice(0, 3));
  });

  it('and refuses what is no filter, naming it', async () => {
    const wrong: Record<string, string[]> = {
      partner: ['UPPER', '', 'a b'],
      action: ['published', 'backend.PUBLISHED', ''],
      actor: ['admin', 'partner:', 'partner:A', 'staff:x'],
      from: ['yesterday', '2026-02-30T00:00:00Z', '2026-11-22'],
      until: ['2026-11-22T04:44:00+01:00', ''],
    };
    for (const [parameter, values] of Object.entries(wrong))
      for (const value of values)
        for (const [client, path] of [
          [stage.admin, '/v1/admin/audit'],
          [stage.stage.operator, '/v1/self/audit'],
        ] as const)
          expectProblem(
            await client.get(`${path}?${parameter}=${encodeURIComponent(value)}`),
            400,
            'invalid-parameter',
            { parameter },
          );
    const empty = 'from=2026-11-22T04:44:00Z&until=2026-11-22T04:44:00Z';
    expectProblem(await stage.admin.get(`/v1/admin/audit?${empty}`), 400, 'invalid-parameter', {
      parameter: 'until',
      detail: 'must lie after from',
    });
  });
});

describe('The pages of the audit trail', () => {
  const pages = async (path: string, between: () => Promise<unknown>) => {
    const client = path.startsWith('/v1/self') ? stage.stage.operator : stage.admin;
    const entries: ToldEntry[] = [];
    for (let next: string | undefined, first = true; first || next; first = false) {
      const answer = await client.get(`${path}${next ? `&next=${next}` : ''}`);
      expectStatus(answer, 200);
      entries.push(...answer.body.items);
      ({ next } = answer.body);
      await between();
    }
    return entries;
  };

  it.each(['/v1/admin/audit?limit=2', '/v1/self/audit?limit=2', '/v1/admin/audit?partner=cpo&limit=3'])(
    'hold what there was when the first was read, once each, whatever is written meanwhile: %s',
    async (path) => {
      const whole = path.startsWith('/v1/self')
        ? await stage.of(stage.stage.operator)
        : await stage.all(path.includes('partner') ? 'partner=cpo' : '');
      let count = 0;
      const read = await pages(path, async () => {
        count += 1;
        const url = `https://cms.example/${path.length}-${count}`;
        const writes = ['cms-1', 'cms-2'].map((backendId) =>
          stage.stage.operator.put(
            `/v1/self/operator-backends/${backendId}`,
            operatorPublication(stage.registry.clock, { url: `${url}-${backendId}` }),
          ),
        );
        for (const answer of await Promise.all(writes)) expectStatus(answer, 200, 201);
      });
      expect(read).toEqual(whole);
      expect(count).toBeGreaterThan(2);
      expect((await stage.all()).length).toBeGreaterThan(whole.length);
    },
  );

  it('go on within a moment, of which there may be many entries', async () => {
    const { admin, registry } = stage;
    const names = Array.from({ length: 7 }, (_, index) => `bulk-${index}`);
    const partners = names.map((partnerId, index) => ({
      ...{ partnerId, name: partnerId, operatorIds: [] },
      providerIds: [`FR0B${index}`],
    }));
    const roamingConnections = names.map((providerPartnerId) => ({
      operatorPartnerId: 'cpo',
      providerPartnerId,
    }));
    registry.clock.advance(1_000);
    expectStatus(await admin.put('/v1/admin/partners', { partners, roamingConnections }), 200);
    const whole = await stage.of(stage.stage.operator);
    expect(new Set(whole.slice(0, 7).map(({ moment }) => moment)).size).toBe(1);
    for (const limit of [1, 3, 5])
      expect(await pages(`/v1/self/audit?limit=${limit}`, () => Promise.resolve())).toEqual(whole);
  });

  it('are shorter where entries are large', async () => {
    const patterns = Array.from({ length: 1_000 }, (_, index) => `DE8AAE${String(index).padStart(26, '0')}`);
    for (let count = 0; count < 36; count += 1) {
      const publication = operatorPublication(stage.registry.clock, {
        url: `https://cms.example/large-${count}`,
        whitelist: [...patterns, ...(count % 2 === 0 ? [] : ['DE8AAE%'])].slice(-1_000),
      });
      expectStatus(await stage.stage.operator.put('/v1/self/operator-backends/large', publication), 200, 201);
    }
    const first = await stage.admin.get('/v1/admin/audit?limit=1000');
    expect(first.body.next).toEqual(expect.any(String));
    expect(first.text.length).toBeLessThan(3_000_000);
    const all = await pages('/v1/admin/audit?limit=1000', () => Promise.resolve());
    expect(all).toHaveLength(await stage.count());
  });
});

function microseconds(moment: string): number {
  return Date.parse(`${moment.slice(0, 19)}Z`) * 1_000 + Number(moment.slice(20, 26));
}
