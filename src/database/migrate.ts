import type { DataSource } from 'typeorm';
import { connectPatiently } from './connect-patiently.js';
import { DatabaseError } from './database-error.js';
import { SchemaHealth } from './schema-health.js';

/** Key of the advisory lock under which the schema is migrated ("ochp" in ASCII). */
const MIGRATION_LOCK = 0x6f636870;

/**
 * Brings the schema of the database at `url` up to date. Instances that start at once queue on an advisory lock, which
 * the server releases when a session ends, so that a migrator that is killed leaves nothing locked.
 * @returns the names of the migrations that it took
 * @throws DatabaseError when the database cannot be reached, was migrated by a newer version, or belongs to another role;
 *   then nothing is changed
 */
export async function migrateDatabase(url: string): Promise<string[]> {
  const dataSource = await connectPatiently(url);
  try {
    return await migrateUnderLock(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/**
 * The names of the migrations that the database at `url` lacks, oldest first; changes nothing.
 * @throws DatabaseError as `migrateDatabase` does
 */
export async function pendingMigrations(url: string): Promise<string[]> {
  const dataSource = await connectPatiently(url);
  try {
    const { missing, unknown } = await new SchemaHealth(dataSource).differences();
    refuseNewer(unknown);
    return missing;
  } finally {
    await dataSource.destroy();
  }
}

/**
 * Connects to a database whose schema is the one that this version was written for.
 * @throws DatabaseError otherwise
 */
export async function connectMigrated(url: string): Promise<DataSource> {
  const dataSource = await connectPatiently(url);
  try {
    const { missing, unknown } = await new SchemaHealth(dataSource).differences();
    refuseNewer(unknown);
    if (missing.length > 0)
      throw new DatabaseError(
        `The database lacks migrations (${missing.join(', ')}). Run ochp-direct-registry migrate first.`,
      );
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

async function migrateUnderLock(dataSource: DataSource): Promise<string[]> {
  const session = dataSource.createQueryRunner();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseAnythingNewer(dataSource);
    const executed = await dataSource.runMigrations();
    await session.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    return executed.map(({ name }) => name);
  } catch (error) {
    throw isNotPermitted(error) ? notTheOwner(error.message) : error;
  } finally {
    await session.release();
  }
}

/** A role that owns nothing may run the service, but not change its schema. */
function notTheOwner(reason: string): DatabaseError {
  return new DatabaseError(
    `The database lacks migrations, and the role of DATABASE_URL may not make them (${reason}). Run ` +
      'ochp-direct-registry migrate with the DATABASE_URL of the role that owns the database first.',
  );
}

function isNotPermitted(error: unknown): error is Error {
  return error instanceof Error && (error as { code?: unknown }).code === '42501';
}

/** Before anything is changed: what this version lacks may rest on what a newer one has changed since. */
async function refuseAnythingNewer(dataSource: DataSource): Promise<void> {
  const [row]: { isThere: boolean }[] = await dataSource.query(
    `SELECT to_regclass('migrations') IS NOT NULL AS "isThere"`,
  );
  if (row?.isThere) refuseNewer((await new SchemaHealth(dataSource).differences()).unknown);
}

function refuseNewer(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  throw new DatabaseError(
    `The database was migrated by a newer version of the registry (${unknown.join(', ')}). ` +
      'Run that version or a later one, or restore a backup from before. Nothing was changed.',
  );
}
