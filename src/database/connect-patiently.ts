import { DataSource } from 'typeorm';
import { DatabaseError } from './database-error.js';
import { dataSourceOptions } from './data-source-options.js';

/**
 * Connects for work on the whole database, which may take its time: without the time limits of the service.
 * @throws DatabaseError when the database cannot be reached
 */
export async function connectPatiently(url: string): Promise<DataSource> {
  const options = dataSourceOptions(url);
  const dataSource = new DataSource({ ...options, extra: { keepAlive: true } });
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw unreachable(url, error);
  }
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
