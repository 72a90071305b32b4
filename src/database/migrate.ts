import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';
import { SchemaHealth } from './schema-health.js';

/** Key of the advisory lock under which the schema is migrated ("ochp" in ASCII). */
const MIGRATION_LOCK = 0x6f636870;

/** The database cannot be used; the message is one line that says why and how to mend it. */
export class DatabaseError extends Error {}

/**
 * Brings the schema of the database at `url` up to date. Instances that start at once queue on an advisory lock, which
 * the server releases when a session ends, so that a migrator that is killed leaves nothing locked.
 * @throws DatabaseError when the database cannot be reached, or was migrated by a newer version; then nothing is changed
 */
export async function migrateDatabase(url: string): Promise<void> {
  const dataSource = await connect(url);
  try {
    await migrateUnderLock(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function connect(url: string): Promise<DataSource> {
  const options = dataSourceOptions(url);
  const dataSource = new DataSource({ ...options, extra: { keepAlive: true } });
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw unreachable(url, error);
  }
}

async function migrateUnderLock(dataSource: DataSource): Promise<void> {
  const session = dataSource.createQueryRunner();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseNewer(dataSource);
    await dataSource.runMigrations();
    await session.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    await session.release();
  }
}

/** Before anything is changed: what this version lacks may rest on what a newer one has changed since. */
async function refuseNewer(dataSource: DataSource): Promise<void> {
  const [row]: { isThere: boolean }[] = await dataSource.query(
    `SELECT to_regclass('migrations') IS NOT NULL AS "isThere"`,
  );
  if (!row?.isThere) return;
  const { unknown } = await new SchemaHealth(dataSource).differences();
  if (unknown.length > 0) throw newerSchema(unknown);
}

function unreachable(url: string, error: unknown): DatabaseError {
  const { hostname, port, pathname } = new URL(url);
  const reason = error instanceof AggregateError ? error.errors.map(messageOf).join(', ') : messageOf(error);
  return new DatabaseError(
    `The database${pathname ? ` ${pathname.slice(1)}` : ''} at ${hostname}:${port || 5432} can't be used: ${reason}. ` +
      'Check that it runs and that DATABASE_URL names the right host, user, password and database, ' +
      'or unset DATABASE_URL to let the service start a PostgreSQL of its own.',
  );
}

function newerSchema(unknown: string[]): DatabaseError {
  return new DatabaseError(
    `The database was migrated by a newer version of the registry (${unknown.join(', ')}). ` +
      'Run that version or a later one, or restore a backup from before. Nothing was changed.',
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
