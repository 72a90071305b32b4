import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type FilledRegistry, fillRegistry } from '../../bench/registry-of-size.js';
import { parseDuration } from '../../src/configuration/index.js';
import { formatRevision, type Revision } from '../../src/database/index.js';
import { type Client, expectStatus, TestRegistry } from '../environment/index.js';
import { execute, type PlanNode, plansOf, queriesDuring, type SentStatement } from './query-plan.js';

const SIZE = { partners: 500, definitions: 5_000, versions: 50_000, connections: 100 };

/** Tables that grow without end, or with the number of partners. */
const LARGE = [
  'backend_definition',
  'roaming_connection',
  'partner_admission',
  'access_token',
  'credential',
  'audit_entry',
  'audit_concern',
  'endpoint_health',
];

/** Half an hour of a history that has a change every 50 seconds. */
const HALF_AN_HOUR = 1_800_000_000;

/** Most of the history. */
const TWENTY_DAYS = 1_728_000_000_000;

/** Nearly all of what is recorded are publications; each partner has its part in them. */
const ENTRIES = 50_000;
const FILL_AUDIT = [
  `INSERT INTO audit_entry (moment, revision, action, actor_kind, actor_partner_id, binding, concerned, subject, size)
   SELECT revision - ${ENTRIES} + number, revision - ${ENTRIES} + number,
     CASE WHEN number % 100 = 0 THEN 'credential.issued' ELSE 'backend.published' END,
     CASE WHEN number % 100 = 0 THEN 'staff' ELSE 'partner' END,
     CASE WHEN number % 100 = 0 THEN NULL ELSE partner_id END, 'json', ARRAY[partner_id], '{}', 10
   FROM registry_clock, generate_series(1, ${ENTRIES}) AS number,
     LATERAL (SELECT 'partner-' || lpad((number % 500)::text, 6, '0') AS partner_id) partner`,
  `INSERT INTO audit_concern (partner_id, moment, entry_id)
   SELECT unnest(concerned), moment, entry_id FROM audit_entry WHERE size = 10`,
  'ANALYZE audit_entry',
  'ANALYZE audit_concern',
];

const FILL_HEALTH = [
  `INSERT INTO endpoint_health (url, probed_at, outcome, outcome_since, consecutive_failures)
   SELECT DISTINCT url, now(), 'answered', now(), 0 FROM backend_definition`,
  'ANALYZE endpoint_health',
];

/** Rows of a table: a page has 5 to 10, and some 36 definitions changed in that time. */
const MODEST = 200;

/** PostgreSQL gets by with any of them, if need be by going through all of it. */
const WITHOUT_INDEXES = `
  ALTER TABLE backend_definition DROP CONSTRAINT "PK_backend_definition";
  DROP INDEX backend_definition_begun, backend_definition_closed, backend_definition_owner_closed,
    backend_definition_open, backend_definition_endpoint`;

describe('What partners wait for', () => {
  let registry: TestRegistry;
  let filled: FilledRegistry;
  let database: pg.Client;
  const readers: Record<string, Client> = {};
  const asked: Record<string, SentStatement[]> = {};

  beforeAll(async () => {
    registry = await TestRegistry.start({ configuration: { endpointProbes: parseDuration('15m') } });
    filled = await fillRegistry(registry.databaseUrl, SIZE);
    database = new pg.Client({ connectionString: registry.databaseUrl });
    await database.connect();
    await issueCredentials();
    for (const statement of [...FILL_AUDIT, ...FILL_HEALTH]) await database.query(statement);
    await ask();
  });
  afterAll(async () => {
    await database.end();
    await registry.stop();
  });

  const issueCredentials = async () => {
    for (const partnerId of [filled.caller, filled.viewer, filled.operators[0]!]) await letIn(partnerId);
    await database.query(
      `INSERT INTO credential (credential_id, partner_id, secret_digest, issued_at)
       SELECT number, 'partner-000001', sha256('none'), now() FROM generate_series(1, 5000) AS number`,
    );
    await database.query('ANALYZE credential');
  };
  const letIn = async (partnerId: string) => {
    const issued = await registry.admin.post(`/v1/admin/partners/${partnerId}/credentials`, {});
    expectStatus(issued, 201);
    readers[partnerId] = registry.as(issued.body.secret);
  };

  /** Everything once, by HTTP, so that the statements are those of the service. */
  const ask = async () => {
    const [caller, viewer, operator] = [filled.caller, filled.viewer, filled.operators[0]!] as const;
    const since = formatRevision((filled.lastRevision - HALF_AN_HOUR) as Revision);
    await askPages('updates', caller, `/v1/operator-backends/updates?since=${since}&limit=5`);
    const longAgo = formatRevision((filled.lastRevision - TWENTY_DAYS) as Revision);
    await askPages(
      'updates after a long time',
      caller,
      `/v1/operator-backends/updates?since=${longAgo}&limit=5`,
    );
    await askPages('snapshot', viewer, '/v1/operator-backends?limit=10');
    await askPages('the other side', operator, '/v1/provider-backends?limit=10');
    await askPages("the other side's updates", operator, `/v1/provider-backends/updates?since=${since}`);
    const own = await askPages('own backends', operator, '/v1/self/operator-backends?limit=5');
    const evseId = own.body.items[0].whitelist[0].replace('%', '1');
    await askPages('resolution', viewer, `/v1/operator-backends/resolve?evseId=${evseId}`);
    const soap = registry.bySoap(caller, readers[caller]!);
    asked.SOAP = await queriesDuring(() => soap.published('GetServiceEndpoints'));
    await registry.admin.get(`/v1/admin/partners/${viewer}/visible?limit=10`);
    await askAudit(operator);
    await askPages('own endpoint health', operator, '/v1/self/endpoint-health?limit=2');
    const { url, partnerId: _, backendId, changedAt: __, ...rest } = own.body.items[0];
    const changed = { ...rest, url: `${url}/changed` };
    const written = await queriesDuring(async () =>
      expectStatus(await readers[operator]!.put(`/v1/self/operator-backends/${backendId}`, changed), 200),
    );
    asked['the change signal'] = written.filter(({ text }) => text.includes('AS subject'));
  };
  const askAudit = async (partnerId: string) => {
    const from = formatRevision((filled.lastRevision - HALF_AN_HOUR) as Revision);
    const filters = [
      '',
      '&action=credential.issued',
      '&actor=staff',
      `&from=${from}`,
      '&actor=partner:partner-000001',
    ];
    for (const filter of [...filters, '&partner=partner-000001&action=credential.issued'])
      await askPages(`audit${filter}`, 'staff', `/v1/admin/audit?limit=5${filter}`);
    await askPages('own audit', partnerId, '/v1/self/audit?limit=1');
  };
  const askPages = async (name: string, partnerId: string, path: string) => {
    const reader = partnerId === 'staff' ? registry.admin : readers[partnerId]!;
    const read = async (page: string) => {
      const answer = await reader.get(page);
      expectStatus(answer, 200);
      return answer;
    };
    let first: any;
    asked[name] = await queriesDuring(async () => void (first = await read(path)));
    const { next } = first.body;
    if (next)
      asked[`${name}, a later page`] = await queriesDuring(() =>
        read(`${path}&next=${encodeURIComponent(next)}`),
      );
    return first;
  };

  it('is asked of the database in statements that are seen here', () => {
    expect(Object.keys(asked)).toEqual(
      expect.arrayContaining(['updates, a later page', 'snapshot, a later page']),
    );
    for (const statements of Object.values(asked)) expect(statements.length).toBeGreaterThan(0);
    const texts = Object.values(asked).flatMap((statements) => statements.map(({ text }) => text));
    expect(texts).toContainEqual(expect.stringContaining('FROM credential'));
  });

  const scannedWhole = async () => {
    const scanned: string[] = [];
    for (const [name, statements] of Object.entries(asked))
      for (const statement of statements)
        for (const plan of await plansOf(database, statement))
          for (const { 'Node Type': type, 'Relation Name': table = '' } of plan)
            if (type === 'Seq Scan' && LARGE.includes(table)) scanned.push(`${name}: ${table}`);
    return scanned;
  };

  it('reads no large table from one end to the other, whatever the plan', async () => {
    expect(await scannedWhole()).toEqual([]);
  });

  it('would, without indexes', () =>
    after(WITHOUT_INDEXES, async () =>
      expect(await scannedWhole()).toContain('updates: backend_definition'),
    ));

  const after = async (statement: string, work: () => Promise<void>) => {
    await database.query('BEGIN');
    try {
      await database.query(statement);
      await work();
    } finally {
      await database.query('ROLLBACK');
    }
  };

  /** How many rows of a table a statement looked at. */
  const rowsRead = async (name: string, table: string) => {
    let read = 0;
    for (const statement of asked[name]!)
      for (const node of await execute(database, statement))
        if (node['Relation Name'] === table) read += rowsOf(node);
    return read;
  };

  it.each(['snapshot', 'snapshot, a later page', 'updates', 'updates, a later page', 'own endpoint health'])(
    'reads about as much as it answers: %s',
    async (name) => {
      expect(await rowsRead(name, 'backend_definition')).toBeLessThan(MODEST);
      expect(await rowsRead(name, 'roaming_connection')).toBeLessThan(MODEST);
    },
  );

  it.each([
    'audit',
    'audit, a later page',
    'audit&action=credential.issued',
    'audit&actor=staff',
    'own audit',
  ])('reads about as much as it answers: %s', async (name) =>
    expect(await rowsRead(name, 'audit_entry')).toBeLessThan(MODEST),
  );

  it.each([
    ['audit, a later page', 'audit_entry_in_order'],
    ['audit&action=credential.issued', 'audit_entry_rare_action'],
    ['audit&actor=staff', 'audit_entry_rare_actor'],
  ])('would read far more without its index: %s', async (name, index) =>
    after(`DROP INDEX ${index}`, async () =>
      expect(await rowsRead(name, 'audit_entry')).toBeGreaterThan(MODEST),
    ),
  );

  it('would read all connections, without their index', () =>
    after('DROP INDEX roaming_connection_of_provider', async () =>
      expect(await rowsRead('snapshot', 'roaming_connection')).toBeGreaterThan(MODEST),
    ));
});

function rowsOf(node: PlanNode): number {
  const { 'Actual Rows': found = 0, 'Rows Removed by Filter': removed = 0, 'Actual Loops': loops = 0 } = node;
  return (found + removed) * loops;
}
