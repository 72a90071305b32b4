import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { dataSourceOptions } from '../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../environment/index.js';

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));

describe('What the migrations make', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = new DataSource({ ...dataSourceOptions(database.url), entities: await findEntities() });
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** What TypeORM would have to do to make the tables fit the entities. */
  const drift = async () =>
    (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
  const tables = async (): Promise<string[]> => {
    const rows: { name: string }[] = await dataSource.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };

  const executed = async (): Promise<string[]> => {
    const rows: { name: string }[] = await dataSource.query('SELECT name FROM migrations');
    return rows.map(({ name }) => name);
  };

  it('is what the entities say, and no table less', async () => {
    expect(await drift()).toEqual([]);
    const named = dataSource.entityMetadatas.map(({ tableName }) => tableName);
    expect(await tables()).toEqual([...named, 'migrations'].sort());
  });

  it('can be undone, and made again', async () => {
    for (const { name } of migrations.toReversed()) {
      await dataSource.undoLastMigration();
      expect(await executed()).not.toContain(name);
    }
    expect(await tables()).toEqual(['migrations']);
    expect(await dataSource.runMigrations()).toHaveLength(migrations.length);
    expect(await drift()).toEqual([]);
  });

  it('shows where it does not fit', async () => {
    await dataSource.query('DROP INDEX partner_admission_open');
    expect(await drift()).toEqual([expect.stringContaining('partner_admission_open')]);
  });
});

async function findEntities(): Promise<(abstract new () => unknown)[]> {
  const names = (await readdir(SOURCES, { recursive: true })).filter((name) => name.endsWith('.entity.ts'));
  const modules = await Promise.all(names.map((name) => import(join(SOURCES, name))));
  return modules.flatMap((module: Record<string, abstract new () => unknown>) => Object.values(module));
}
