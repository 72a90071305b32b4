import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../environment/index.js';
import { until } from './left-over-server.js';
import { makeScratchDirectory, type ScratchDirectory } from './scratch-directory.js';
import { killServices, ServiceProcess, TOKEN_KEYS } from './service-process.js';

describe('A service that runs', () => {
  let scratch: ScratchDirectory;
  let database: TestDatabase;
  let service: ServiceProcess;

  beforeAll(async () => {
    scratch = await makeScratchDirectory();
    database = await createTestDatabase();
    service = await ServiceProcess.start({
      directory: scratch.path,
      environment: { DATABASE_URL: database.url, TOKEN_KEYS },
    });
  });
  afterEach(async () => {
    await until(async () => (await status('ready')) === 200);
  });
  afterAll(async () => {
    const ending = await service.stop();
    killServices();
    await database.drop();
    await scratch.remove();
    expect(ending).toMatchObject({ code: 0, errors: '' });
  });

  const status = async (what: 'live' | 'ready') => (await service.get(`/health/${what}`)).status;

  it('is not ready while the database is away, and is again when it is back', async () => {
    const { pathname } = new URL(database.url);
    await query(serverUrl(database), `ALTER DATABASE ${pathname.slice(1)} ALLOW_CONNECTIONS false`);
    await query(
      serverUrl(database),
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${pathname.slice(1)}'`,
    );
    expect([await status('live'), await status('ready')]).toEqual([200, 503]);
    const answer = await service.get('/v1/admin/partners', service.adminSecret);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    await query(serverUrl(database), `ALTER DATABASE ${pathname.slice(1)} ALLOW_CONNECTIONS true`);
    expect(await status('ready')).toBe(200);
    expect((await service.get('/v1/admin/partners', service.adminSecret)).status).toBe(200);
  });

  it('stays ready on a schema that a newer version has migrated meanwhile: the restart comes to it, too', async () => {
    await query(database.url, `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later')`);
    expect(await status('ready')).toBe(200);
    await query(database.url, `DELETE FROM migrations WHERE name = 'Later'`);
    expect(await status('ready')).toBe(200);
  });

  it('is not ready on a schema that lacks a migration', async () => {
    await query(database.url, 'UPDATE migrations SET name = reverse(name)');
    expect([await status('live'), await status('ready')]).toEqual([200, 503]);
    await query(database.url, 'UPDATE migrations SET name = reverse(name)');
    expect(await status('ready')).toBe(200);
  });
});

/** Of the same server, but of another database. */
function serverUrl({ url }: TestDatabase): string {
  return Object.assign(new URL(url), { pathname: '/postgres' }).href;
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
