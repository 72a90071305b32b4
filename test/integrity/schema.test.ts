import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/index.js';
import { expectedSchema } from '../../src/integrity/expected-schema.js';
import { checkIntegrity } from '../../src/integrity/index.js';
import { createTestDatabase, type TestDatabase } from '../environment/index.js';
import { SCHEMA_CASES } from './schema-cases.js';

describe('The check of the schema', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(dataSourceOptions(database.url)).initialize();
  });
  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const broken = async (): Promise<Record<string, string[]>> => {
    const { invariants } = await checkIntegrity(dataSource, { mostFindings: 100, now: Date.now() });
    const found = invariants.filter(({ total }) => total > 0);
    return Object.fromEntries(found.map(({ name, findings }) => [name, findings.map(({ place }) => place)]));
  };
  const names = async (sql: string): Promise<string[]> => {
    const rows: { name: string }[] = await dataSource.query(sql);
    return rows.map(({ name }) => name).sort();
  };

  it('expects all that the migrations make, and finds it', async () => {
    const expected = expectedSchema();
    expect(
      await names('SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()'),
    ).toEqual([...expected.map(({ table }) => table), 'migrations'].sort());
    const inSchema = 'connamespace = current_schema()::regnamespace';
    expect(
      await names(`SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND ${inSchema}`),
    ).toEqual(expected.flatMap(({ checks }) => checks).sort());
    expect(
      await names(
        `SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
         WHERE NOT indisprimary AND relnamespace = current_schema()::regnamespace`,
      ),
    ).toEqual(expected.flatMap(({ indexes }) => indexes.map(({ name }) => name)).sort());
    expect(await broken()).toEqual({});
  });

  it('knows of all kinds of things that the migrations make', async () => {
    const triggers = await names('SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal');
    expect(triggers).toEqual(['audit_concern_is_append_only', 'audit_entry_is_append_only']);
    const others = `SELECT conname AS name FROM pg_constraint
      WHERE connamespace = current_schema()::regnamespace AND contype NOT IN ('p', 'c', 'n')`;
    expect(await names(others)).toEqual([]);
  });

  it.each(SCHEMA_CASES.map(([name, what, sql, places]) => ({ name, what, sql, places })))(
    'finds $name: $what',
    async ({ name, sql, places }) => {
      await dataSource.query(sql);
      expect(await broken()).toEqual({ [name]: places });
    },
  );

  it('finds a table that is gone, and looks at the others', async () => {
    await dataSource.query('DROP TABLE owned_party_id');
    await dataSource.query('DROP INDEX credential_of_partner');
    expect(await broken()).toMatchObject({
      'schema-primary-keys': ['table owned_party_id'],
      'schema-indexes': [
        'index credential_of_partner of credential',
        'index owned_party_id_of_partner of owned_party_id',
      ],
      'partner-exists': ['this rule'],
    });
  });
});
