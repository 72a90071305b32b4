import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACTIONS } from '../../src/audit/index.js';
import {
  addedEndpoints,
  askDatabase,
  expectStatus,
  freshToken,
  operatorPublication,
  providerPublication,
  statedDefinition,
  withdrawnBackend,
} from '../environment/index.js';
import { AuditStage, type ToldEntry } from './stage.js';

const REQUEST_ID = 'request-of-the-test';
const ADDRESS = '203.0.113.7';
const headers = { 'x-request-id': REQUEST_ID, 'x-forwarded-for': ADDRESS };

let stage: AuditStage;
const seen = new Set<string>();
beforeAll(async () => (stage = await AuditStage.set()));
afterAll(() => stage.registry.stop());

const today = () => stage.registry.clock.day();
const tomorrow = () => stage.registry.clock.day(1);
const cms = '/v1/self/operator-backends';
const partners = '/v1/admin/partners';
const ofOperator = (backendId: string) => ({ partnerId: 'cpo', role: 'operator', backendId });
const publication = (changes: object = {}) => ({
  ...operatorPublication(stage.registry.clock),
  blacklist: ['DE8AAE9%'],
  ...changes,
});
const stated = (changes: object = {}) => publication(changes) as ReturnType<typeof operatorPublication>;

/** Its own credential, as it is listed. */
const credentialOf = async (partnerId: string): Promise<string> =>
  (await stage.admin.get(`${partners}/${partnerId}/credentials`)).body.items[0].credentialId;
const issue = async (body: object = {}) =>
  (await stage.admin.post(`${partners}/cpo/credentials`, body)).body.credentialId;
const bySoap = async (
  send: (soap: ReturnType<typeof soapClient>) => Promise<{ code?: string | undefined }>,
) => expect((await send(soapClient())).code).toBe('ok');
const soapClient = () => stage.registry.bySoap('cpo', stage.stage.operator);
const ok = async (answer: Promise<any>) => expectStatus(await answer, 200, 201, 204);

interface Doing {
  readonly prepare?: () => Promise<unknown>;
  readonly work: () => Promise<unknown>;
  /** In the order in which it is told. */
  readonly told: () => readonly ToldEntry[];
}

const BY_PARTNER: Record<string, Doing> = {
  'a definition that is new': {
    work: () => ok(stage.stage.operator.put(`${cms}/new`, publication(), { headers })),
    told: () => [
      {
        action: 'backend.published',
        concerned: ['cpo'],
        subject: ofOperator('new'),
        after: {
          url: 'https://cms.example/direct',
          namespaceUrl: 'http://ochp.eu/1.4',
          binding: 'soap',
          whitelist: ['DE8AAE%'],
          blacklist: ['DE8AAE9%'],
          tokenDays: [today()],
          newTokenDays: [today()],
        },
      },
    ],
  },
  'a definition that is changed, by what is different': {
    work: async () => {
      const { body } = await stage.stage.operator.get(`${cms}/new`);
      const { url, namespaceUrl, binding, tokens } = body;
      const change = { url, namespaceUrl, binding, tokens, whitelist: ['DE8ABE%', 'DE8AAE%'] };
      await ok(stage.stage.operator.put(`${cms}/new`, change, { headers }));
    },
    told: () => [
      {
        action: 'backend.published',
        concerned: ['cpo'],
        subject: ofOperator('new'),
        before: { whitelist: ['DE8AAE%'], blacklist: ['DE8AAE9%'] },
        after: { whitelist: ['DE8AAE%', 'DE8ABE%'], blacklist: [] },
      },
    ],
  },
  'a token that is added': {
    work: () =>
      ok(
        stage.stage.operator.put(
          `${cms}/new/tokens/${tomorrow()}`,
          { accessToken: freshToken() },
          { headers },
        ),
      ),
    told: () => [
      {
        action: 'backend.published',
        concerned: ['cpo'],
        subject: ofOperator('new'),
        before: { tokenDays: [today()] },
        after: { tokenDays: [today(), tomorrow()], newTokenDays: [tomorrow()] },
      },
    ],
  },
  'a token that takes the place of another': {
    work: () =>
      ok(
        stage.stage.operator.put(
          `${cms}/new/tokens/${tomorrow()}`,
          { accessToken: freshToken() },
          { headers },
        ),
      ),
    told: () => [
      {
        action: 'backend.published',
        concerned: ['cpo'],
        subject: ofOperator('new'),
        before: {},
        after: { newTokenDays: [tomorrow()] },
      },
    ],
  },
  'a definition that is withdrawn': {
    work: () => ok(stage.stage.operator.delete(`${cms}/new`, { headers })),
    told: () => [
      {
        action: 'backend.withdrawn',
        concerned: ['cpo'],
        subject: ofOperator('new'),
        before: {
          url: 'https://cms.example/direct',
          namespaceUrl: 'http://ochp.eu/1.4',
          binding: 'soap',
          whitelist: ['DE8AAE%', 'DE8ABE%'],
          blacklist: [],
          tokenDays: [today(), tomorrow()],
        },
      },
    ],
  },
  'a connection that is ended': {
    work: () => ok(stage.stage.operator.delete('/v1/self/roaming-connections/emp', { headers })),
    told: () => [
      {
        action: 'connection.ended',
        concerned: ['cpo', 'emp'],
        subject: { operatorPartnerId: 'cpo', providerPartnerId: 'emp' },
        before: { setAt: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/) },
      },
    ],
  },
  'a connection that is set': {
    work: () => ok(stage.stage.operator.put('/v1/self/roaming-connections/emp', undefined, { headers })),
    told: () => [
      {
        action: 'connection.set',
        concerned: ['cpo', 'emp'],
        subject: { operatorPartnerId: 'cpo', providerPartnerId: 'emp' },
        after: { setAt: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/) },
      },
    ],
  },
};

const BY_SOAP: Record<string, Doing> = {
  'definitions that are stated and withdrawn by one message': {
    prepare: () => ok(stage.stage.operator.put(`${cms}/old`, publication())),
    work: () =>
      bySoap((soap) =>
        soap.own(
          'UpdateOperatorBackendDefinition',
          statedDefinition(stated({ url: 'https://cms.example/a' }), 'a') +
            statedDefinition(stated({ url: 'https://cms.example/b' }), 'b') +
            withdrawnBackend('old'),
        ),
      ),
    told: () => [
      { action: 'backend.withdrawn', subject: ofOperator('old'), concerned: ['cpo'] },
      { action: 'backend.published', subject: ofOperator('a'), concerned: ['cpo'] },
      { action: 'backend.published', subject: ofOperator('b'), concerned: ['cpo'] },
    ],
  },
  'endpoints of one backend for two days, which are one change': {
    work: () =>
      bySoap((soap) =>
        soap.published(
          'AddServiceEndpoints',
          addedEndpoints(
            'operator',
            stated({
              url: 'https://cms.example/added',
              tokens: [today(), tomorrow()].map((validDate) => ({ accessToken: freshToken(), validDate })),
            }),
          ),
        ),
      ),
    told: () => [
      {
        action: 'backend.published',
        concerned: ['cpo'],
        subject: { partnerId: 'cpo', role: 'operator', backendId: expect.any(String) },
        after: expect.objectContaining({
          url: 'https://cms.example/added',
          tokenDays: [today(), tomorrow()],
        }),
      },
    ],
  },
};

const BY_STAFF: Record<string, Doing> = {
  'a register that is imported': {
    work: () => {
      const imported = { partnerId: 'imported', name: 'Imported', operatorIds: [], providerIds: ['DE7AC'] };
      return ok(stage.admin.put(partners, { partners: [imported] }, { headers }));
    },
    told: () => [
      {
        action: 'partner.admitted',
        concerned: ['imported'],
        subject: { partnerId: 'imported' },
        after: { name: 'Imported', status: 'admitted', operatorIds: [], providerIds: ['DE7AC'] },
      },
      {
        action: 'register.imported',
        concerned: [],
        subject: { partnersAdmitted: 1, partnersChanged: 0, connectionsSet: 0 },
      },
    ],
  },
  'a partner that is admitted': {
    work: () =>
      ok(
        stage.admin.post(
          partners,
          { partnerId: 'late', name: 'Late', operatorIds: ['DE*7AA'], providerIds: [] },
          { headers },
        ),
      ),
    told: () => [
      {
        action: 'partner.admitted',
        concerned: ['late'],
        subject: { partnerId: 'late' },
        after: { name: 'Late', status: 'admitted', operatorIds: ['DE7AA'], providerIds: [] },
      },
    ],
  },
  'a partner that is changed': {
    work: () =>
      ok(stage.admin.patch(`${partners}/late`, { name: 'Later', providerIds: ['DE7AB'] }, { headers })),
    told: () => [
      {
        action: 'partner.changed',
        concerned: ['late'],
        subject: { partnerId: 'late' },
        before: { name: 'Late', providerIds: [] },
        after: { name: 'Later', providerIds: ['DE7AB'] },
      },
    ],
  },
  'a partner that is suspended': {
    work: () => ok(stage.admin.post(`${partners}/late/suspend`, undefined, { headers })),
    told: () => [
      {
        action: 'partner.suspended',
        concerned: ['late'],
        subject: { partnerId: 'late' },
        before: { status: 'admitted' },
        after: { status: 'suspended' },
      },
    ],
  },
  'a partner that is admitted again': {
    work: () => ok(stage.admin.post(`${partners}/late/readmit`, undefined, { headers })),
    told: () => [
      {
        action: 'partner.readmitted',
        concerned: ['late'],
        subject: { partnerId: 'late' },
        before: { status: 'suspended' },
        after: { status: 'admitted' },
      },
    ],
  },
  'a credential that is issued, and revoked': {
    work: async () => {
      const body = { label: 'polling', expiresAt: '2099-12-31T00:00:00Z' };
      const issued = await stage.admin.post(`${partners}/late/credentials`, body, { headers });
      expectStatus(issued, 201);
      const path = `${partners}/late/credentials/${issued.body.credentialId}`;
      await ok(stage.admin.delete(path, { headers }));
    },
    told: () => {
      const about = {
        concerned: ['late'],
        subject: { partnerId: 'late', credentialId: expect.stringMatching(/^[a-f0-9]{16}$/) },
      };
      const state = { label: 'polling', expiresAt: '2099-12-31T00:00:00.000Z' };
      return [
        { ...about, action: 'credential.issued', after: state },
        { ...about, action: 'credential.revoked', before: state },
      ];
    },
  },
  'connections that are set and ended on behalf of the operator': {
    work: async () => {
      const path = '/v1/admin/roaming-connections/late/emp';
      await ok(stage.admin.put(path, undefined, { headers }));
      await ok(stage.admin.delete(path, { headers }));
    },
    told: () => {
      const about = {
        concerned: ['late', 'emp'],
        subject: { operatorPartnerId: 'late', providerPartnerId: 'emp' },
      };
      return [
        { ...about, action: 'connection.set', after: { setAt: expect.any(String) } },
        { ...about, action: 'connection.ended', before: { setAt: expect.any(String) } },
      ];
    },
  },
};

const record = async ({ prepare, work }: Doing) => {
  await prepare?.();
  const entries = await stage.during(work);
  for (const { action } of entries) seen.add(action);
  return entries;
};

describe('The audit trail tells by JSON of', () => {
  it.each(Object.keys(BY_PARTNER))('%s', async (name) => {
    const entries = await record(BY_PARTNER[name]!);
    const credentialId = await credentialOf('cpo');
    expect(entries).toEqual(
      BY_PARTNER[name]!.told().map((entry) => ({
        ...entry,
        ...made,
        binding: 'json',
        requestId: REQUEST_ID,
        actor: { kind: 'partner', partnerId: 'cpo', credentialId, remoteAddress: ADDRESS },
      })),
    );
  });
});

describe('The audit trail tells by SOAP of', () => {
  it.each(Object.keys(BY_SOAP))('%s', async (name) => {
    const entries = await record(BY_SOAP[name]!);
    const credentialId = await credentialOf('cpo');
    const told = BY_SOAP[name]!.told();
    expect(entries).toHaveLength(told.length);
    for (const entry of told)
      expect(entries).toContainEqual(
        expect.objectContaining({
          ...entry,
          ...made,
          binding: 'soap',
          actor: { kind: 'partner', partnerId: 'cpo', credentialId, remoteAddress: expect.any(String) },
        }),
      );
    expect(new Set(entries.map(({ changedAt }) => changedAt)).size).toBe(1);
  });
});

describe('The audit trail tells of what staff did:', () => {
  it.each(Object.keys(BY_STAFF))('%s', async (name) => {
    const entries = await record(BY_STAFF[name]!);
    expect(entries).toEqual(
      BY_STAFF[name]!.told().map((entry) => ({
        ...entry,
        ...made,
        binding: 'administration',
        requestId: REQUEST_ID,
        actor: { kind: 'staff', remoteAddress: ADDRESS },
      })),
    );
  });
});

const made = {
  entryId: expect.any(Number),
  moment: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/),
  changedAt: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/),
};

describe('The audit trail', () => {
  it('tells of what changes nothing not at all, and no revision is made', async () => {
    const body = publication();
    await ok(stage.stage.operator.put(`${cms}/same`, body));
    await ok(stage.admin.post(`${partners}/late/suspend`));
    const credentialId = await issue();
    const path = `${partners}/cpo/credentials/${credentialId}`;
    await ok(stage.admin.delete(path));
    const before = (await stage.stage.provider.get('/v1/operator-backends?limit=1')).body.asOf;
    const entries = await stage.during(async () => {
      await ok(stage.stage.operator.put(`${cms}/same`, body));
      await ok(stage.stage.operator.delete(`${cms}/never-there`));
      await ok(stage.stage.operator.put('/v1/self/roaming-connections/emp'));
      await ok(stage.stage.operator.delete('/v1/self/roaming-connections/nobody'));
      await ok(stage.admin.post(`${partners}/late/suspend`));
      await ok(stage.admin.patch(`${partners}/late`, { name: 'Later', operatorIds: ['DE-7AA'] }));
      await ok(stage.admin.delete(path));
      await bySoap((soap) => soap.own('UpdateOperatorBackendDefinition', withdrawnBackend('never-there')));
      expectStatus(
        await stage.stage.operator.put(`${cms}/bad`, publication({ whitelist: ['NL1OPE%'] })),
        422,
      );
    });
    expect(entries).toEqual([]);
    expect((await stage.stage.provider.get('/v1/operator-backends?limit=1')).body.asOf).toBe(before);
  });

  it('has the moment of a change as everybody sees it', async () => {
    const published = stage.stage.provider.put(
      '/v1/self/provider-backends/mdm',
      providerPublication(stage.registry.clock),
    );
    const { changedAt } = (await published).body;
    const [entry] = await stage.all('limit=1');
    expect(entry).toMatchObject({ action: 'backend.published', moment: changedAt, changedAt });
  });

  it('has an entry of every revision that anything was changed at', async () => {
    const unaccounted = await askDatabase(
      stage.registry.databaseUrl,
      `SELECT revision FROM (
         SELECT revision_from AS revision FROM backend_definition UNION SELECT revision_to FROM backend_definition
         UNION SELECT revision_from FROM roaming_connection UNION SELECT revision_to FROM roaming_connection
         UNION SELECT revision_from FROM partner_admission UNION SELECT revision_to FROM partner_admission
         UNION SELECT revoked_in FROM credential UNION SELECT revision FROM registry_clock
       ) made WHERE revision < 9007199254740991 AND revision NOT IN (SELECT revision FROM audit_entry WHERE revision IS NOT NULL)`,
    );
    expect(unaccounted).toEqual([]);
  });

  it('was seen here with everything that it records, but for failed logins', () => {
    expect([...seen].sort()).toEqual(ACTIONS.filter((action) => action !== 'login.failed').sort());
  });
});
