import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.testServer = server;
  globalThis.testDirectories = [directory, server.directory];
}
