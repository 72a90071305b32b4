import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of a suite's own, migrated. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Clones the template that the global setup migrated; with `empty`, makes a database without any schema. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${empty ? 'template0' : templateName()}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** The template must have no connection while it is cloned, so this one goes to another database. */
async function onServer(statement: string): Promise<void> {
  const url = new URL(serverUrl());
  url.pathname = '/postgres';
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

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined) throw new Error('The global setup did not run.');
  return url;
}

function templateName(): string {
  return new URL(serverUrl()).pathname.slice(1);
}
