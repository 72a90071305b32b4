import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of a suite's own, migrated. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Without any schema. */
  readonly empty?: boolean;
  /** The URL of the template on another server than the one that all suites share. */
  readonly server?: string;
}

/** Clones the template that the global setup migrated; with `empty`, makes a database without any schema. */
export async function createTestDatabase({
  empty = false,
  server = sharedServer(),
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = empty ? 'template0' : new URL(server).pathname.slice(1);
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return { url, drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** The template must have no connection while it is cloned, so this one goes to another database. */
async function onServer(server: string, statement: string): Promise<void> {
  const url = Object.assign(new URL(server), { pathname: '/postgres' });
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    // Two suites that clone the template at once get in each other's way.
    await client.query('SELECT pg_advisory_lock(1)');
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function sharedServer(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined) throw new Error('The global setup did not run.');
  return url;
}
