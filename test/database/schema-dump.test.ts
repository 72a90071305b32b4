import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeSchema } from '../../schema/describe-schema.js';
import { askDatabase, createTestDatabase, type TestDatabase } from '../environment/index.js';

describe('migrations/schema.sql', () => {
  let migrated: TestDatabase;
  let empty: TestDatabase;
  let dump: string;
  beforeAll(async () => {
    migrated = await createTestDatabase();
    empty = await createTestDatabase({ empty: true });
    dump = await readFile('migrations/schema.sql', 'utf8');
  });
  afterAll(async () => {
    await migrated.drop();
    await empty.drop();
  });

  it('is what the migrations make; else run npm run schema', async () =>
    expect(dump).toBe(await describeSchema(migrated.url)));

  it('makes that schema where there was none, so nothing is left out', async () => {
    await askDatabase(empty.url, dump);
    expect(await describeSchema(empty.url)).toBe(dump);
    const columns = `SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name
      FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`;
    expect(await askDatabase(empty.url, columns)).toEqual(await askDatabase(migrated.url, columns));
    const indexes = `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`;
    expect(await askDatabase(empty.url, indexes)).toEqual(await askDatabase(migrated.url, indexes));
  });

  it.each([
    ['an index', 'DROP INDEX partner_admission_open'],
    ['a constraint', 'ALTER TABLE backend_definition DROP CONSTRAINT backend_definition_interval'],
    ['a type', 'ALTER TABLE backend_definition ALTER COLUMN size TYPE bigint'],
    ['a collation', 'ALTER TABLE partner ALTER COLUMN partner_id TYPE text COLLATE "default"'],
    ['a default', 'ALTER TABLE partner ALTER COLUMN name SET DEFAULT 1'],
    ['a column that may be null', 'ALTER TABLE partner ALTER COLUMN name DROP NOT NULL'],
    ['an identity', 'ALTER TABLE audit_entry ALTER COLUMN entry_id DROP IDENTITY'],
    ['a table that is logged', 'ALTER TABLE limit_count SET LOGGED'],
    ['a trigger that replicas pass', 'ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_is_append_only'],
    ['a function', `CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
    [
      'a trigger',
      `CREATE TRIGGER none BEFORE UPDATE ON partner FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
    ],
  ])('would show %s that is another', async (_, change) => {
    const before = await describeSchema(empty.url);
    await askDatabase(empty.url, change);
    expect(await describeSchema(empty.url)).not.toBe(before);
  });

  it('cannot be written while there is something that it does not know how to tell', async () => {
    await askDatabase(empty.url, 'CREATE VIEW something AS SELECT 1');
    await expect(describeSchema(empty.url)).rejects.toThrow('something');
  });
});
