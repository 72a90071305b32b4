import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/index.js';
import { askDatabase, createTestDatabase, type TestDatabase } from '../environment/index.js';
import { makeScratchDirectory, type ScratchDirectory } from './scratch-directory.js';
import { killServices, ServiceProcess, TOKEN_KEYS } from './service-process.js';

const INSTANCES = 5;
const CHOSEN = 'tHe+one/the.clearing~house-chose_it=';

describe('The service on a database that it is given', () => {
  let scratch: ScratchDirectory;
  let database: TestDatabase;

  beforeAll(async () => {
    scratch = await makeScratchDirectory();
    database = await createTestDatabase({ empty: true });
  });
  afterEach(killServices);
  afterAll(async () => {
    await database.drop();
    await scratch.remove();
  });

  const start = (environment: Record<string, string> = { DATABASE_URL: database.url, TOKEN_KEYS }) =>
    ServiceProcess.start({ directory: scratch.path, environment });
  const statusOf = async (service: ServiceProcess, secret: string) =>
    (await service.get('/v1/admin/partners', secret)).status;

  it(`is started ${INSTANCES} times at once, migrates it once, and makes one admin secret`, async () => {
    const services = await Promise.all(Array.from({ length: INSTANCES }, () => start()));
    const secrets = services.flatMap(({ adminSecret }) => adminSecret ?? []);
    expect(secrets).toHaveLength(1);
    for (const service of services) {
      expect((await service.get('/health/ready')).status).toBe(200);
      expect(await statusOf(service, secrets[0]!)).toBe(200);
    }
    expect(await executedMigrations(database.url)).toEqual(migrations.map(({ name }) => name));
    const endings = await Promise.all(services.map((service) => service.stop()));
    for (const ending of endings) expect(ending).toMatchObject({ code: 0, errors: '' });
  }, 120_000);

  it('makes no data directory', async () => {
    const service = await start();
    expect(service.startLine.data).toBeUndefined();
    await expect(access(join(scratch.path, 'data'))).rejects.toThrow('ENOENT');
    await service.stop();
  });

  it('reads .env where it is started, and takes the admin secret from there in place of its own', async () => {
    const own = await newSecret();
    const settings = [`DATABASE_URL=${database.url}`, `ADMIN_SECRET="${CHOSEN}"`, `TOKEN_KEYS=${TOKEN_KEYS}`];
    await writeFile(join(scratch.path, '.env'), settings.join('\n'));
    const service = await start({});
    expect([service.adminSecret, service.output.includes(CHOSEN)]).toEqual([undefined, false]);
    expect([await statusOf(service, CHOSEN), await statusOf(service, own)]).toEqual([200, 401]);
    await service.stop();
  });

  /** The one that the registry makes by itself. */
  async function newSecret(): Promise<string> {
    await askDatabase(database.url, 'DELETE FROM admin_secret');
    const service = await start();
    await service.stop();
    return service.adminSecret!;
  }
});

async function executedMigrations(url: string): Promise<string[]> {
  return (await askDatabase(url, 'SELECT name FROM migrations ORDER BY id')).map(({ name }) => name);
}
