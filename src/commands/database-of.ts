import type { DataSource } from 'typeorm';
import type { Configuration } from '../configuration/index.js';
import { borrowEmbeddedPostgres } from '../database/embedded-postgres/index.js';
import { connectMigrated } from '../database/index.js';

/**
 * Works on the database that the settings name. That is `DATABASE_URL`, or the one in `DATA_DIR`: of the service, if it
 * runs, and else started for the time being.
 * @param mustExist whether a data directory without data is an error, instead of getting a new database
 * @throws DatabaseError, EmbeddedPostgresError with a line for the user
 */
export async function withDatabaseUrl<T>(
  { databaseUrl, dataDirectory }: Configuration,
  mustExist: boolean,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== undefined) return work(databaseUrl);
  const borrowed = await borrowEmbeddedPostgres(dataDirectory, mustExist);
  try {
    return await work(borrowed.url);
  } finally {
    await borrowed.release();
  }
}

/** The same with a connection, where there is a database and its schema is up to date. */
export async function withDatabase<T>(
  configuration: Configuration,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  return withDatabaseUrl(configuration, true, async (url) => {
    const dataSource = await connectMigrated(url);
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  });
}
