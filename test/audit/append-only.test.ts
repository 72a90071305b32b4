import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { askDatabase, expectStatus, operatorPublication, TestRegistry } from '../environment/index.js';
import { Sabotage } from '../contract/sabotage.js';
import { expectProblem } from '../contract/stage.js';
import { AuditStage } from './stage.js';

const TABLES = ['audit_entry', 'audit_concern'];
const CHANGES = TABLES.flatMap((table) => [
  `UPDATE ${table} SET moment = 0`,
  `DELETE FROM ${table}`,
  `DELETE FROM ${table} WHERE false`,
  `TRUNCATE ${table}`,
]);

let stage: AuditStage;
beforeAll(async () => (stage = await AuditStage.set()));
afterAll(() => stage.registry.stop());

describe('What the audit trail has', () => {
  let owner: pg.Client;
  beforeAll(async () => {
    owner = new pg.Client({ connectionString: stage.registry.databaseUrl });
    await owner.connect();
  });
  afterAll(() => owner.end());

  it.each(CHANGES)('is not changed even by the owner of the tables: %s', async (statement) => {
    const before = await stage.count();
    expect(before).toBeGreaterThan(0);
    for (const role of ['origin', 'replica']) {
      await owner.query(`SET session_replication_role = ${role}`);
      await expect(owner.query(statement)).rejects.toMatchObject({
        code: '42501',
        message: expect.stringMatching(/^The audit trail is append-only: \w+ of audit_\w+ is refused\.$/),
        hint: expect.stringContaining('archive'),
      });
    }
    expect(await stage.count()).toBe(before);
  });

  it('is archived as the documentation says: by the owner, who disables the trigger meanwhile', async () => {
    await owner.query('BEGIN');
    try {
      for (const table of TABLES) {
        await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER ${table}_is_append_only`);
        await owner.query(`DELETE FROM ${table}`);
        await owner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_is_append_only`);
        await owner.query('SAVEPOINT enabled');
        await expect(owner.query(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
        await owner.query('ROLLBACK TO enabled');
      }
      expect((await owner.query('SELECT FROM audit_entry')).rowCount).toBe(0);
    } finally {
      await owner.query('ROLLBACK');
    }
  });
});

describe('A service whose role owns nothing', () => {
  const role = `test_role_${randomBytes(6).toString('hex')}`;
  let registry: TestRegistry;

  beforeAll(async () => {
    const owner = (sql: string) => askDatabase(stage.registry.databaseUrl, sql);
    await owner(`CREATE ROLE ${role} LOGIN PASSWORD 'of-the-test'`);
    await owner(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
    await owner(`REVOKE UPDATE, DELETE ON ${TABLES.join(', ')} FROM ${role}`);
    const reachedBy = (url: string) =>
      Object.assign(new URL(url), { username: role, password: 'of-the-test' }).href;
    registry = await TestRegistry.start({ beside: stage.registry, clock: stage.registry.clock, reachedBy });
  });
  afterAll(async () => {
    await registry.stop();
    await askDatabase(stage.registry.databaseUrl, `DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  it('does all that it has to', async () => {
    const operator = await registry.admit('unprivileged', { operatorIds: ['DE6AA'] });
    const publication = operatorPublication(registry.clock, { whitelist: ['DE6AAE%'] });
    const path = '/v1/self/operator-backends/cms';
    expectStatus(await operator.put(path, publication), 201);
    expectStatus(await operator.delete(path), 204);
    registry.clock.advance(1_000);
    expectStatus(await registry.as('wrong').get('/v1/self'), 401);
    await registry.prune();
    const told = (await registry.admin.get('/v1/admin/audit?limit=5')).body.items;
    expect(told.map(({ action }: { action: string }) => action)).toEqual([
      'login.failed',
      'backend.withdrawn',
      'backend.published',
      'credential.issued',
      'partner.admitted',
    ]);
  });

  it('has not the right to change what was recorded, nor to disable what refuses it', async () => {
    const url = Object.assign(new URL(registry.databaseUrl), {
      username: role,
      password: 'of-the-test',
    }).href;
    const statements = [
      ...CHANGES,
      ...TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER ALL`),
      ...TABLES.map((table) => `DROP TABLE ${table}`),
      'SET session_replication_role = replica',
    ];
    for (const statement of statements)
      await expect(askDatabase(url, statement)).rejects.toThrow(/permission denied|must be owner/);
  });
});

describe('There is no change without its entry, and no entry without its change', () => {
  const publish = () =>
    stage.stage.operator.put(
      '/v1/self/operator-backends/cms-1',
      operatorPublication(stage.registry.clock, {
        url: `https://cms.example/${randomBytes(4).toString('hex')}`,
      }),
    );
  let sabotage: Sabotage;
  beforeAll(async () => (sabotage = await Sabotage.of(stage.registry.databaseUrl)));
  afterAll(() => sabotage.end());

  it.each([
    [
      'when the entry can not be written',
      'ALTER TABLE audit_concern RENAME TO gone',
      'ALTER TABLE gone RENAME TO audit_concern',
    ],
    [
      'when the transaction fails at its very end',
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'at the end'; END $$;
       CREATE CONSTRAINT TRIGGER sabotage AFTER INSERT ON backend_definition DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION fail()`,
      'DROP TRIGGER sabotage ON backend_definition; DROP FUNCTION fail',
    ],
  ])('%s', async (_name, breaking, mending) => {
    const before = [await stage.stage.picture(), await stage.count()];
    expectProblem(await sabotage.whileBroken(breaking, mending, publish), 500, 'internal');
    expect([await stage.stage.picture(), await stage.count()]).toEqual(before);
    expectStatus(await publish(), 200);
    expect(await stage.count()).toBe(Number(before[1]) + 1);
  });
});
