import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/src/database/embedded-postgres/index.js';
import { migrateDatabase } from '../../dist/src/database/index.js';

/** Starts one real PostgreSQL for all suites; its first database is the template that each suite clones. */
export default async function globalSetup() {
  const directory = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-test-'));
  const server = await startEmbeddedPostgres({
    directory,
    durable: false,
    settings: { max_connections: '300' },
  });
  await migrateDatabase(server.url);
  await beOld(server.url);
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.testServer = server;
  globalThis.testDirectories = [directory, server.directory];
}

/** As if it had been there for ever: suites poll from times before they began. */
async function beOld(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('UPDATE registry_clock SET epoch_began = 0');
  await client.end();
}
