import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { askDatabase, createTestDatabase, type TestDatabase } from '../environment/index.js';
import { makeScratchDirectory, type ScratchDirectory } from './scratch-directory.js';
import { killServices, ServiceProcess } from './service-process.js';

const TOKEN = 'access-token-of-the-service';
const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

/** Admits an operator that publishes a token; returns how to read it back. */
async function publishToken(service: ServiceProcess, adminSecret: string): Promise<string> {
  const send = async (method: string, path: string, secret: string, body: object) => {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    const answer = await fetch(service.address + path, { method, headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(201);
    return (await answer.json()) as { secret: string };
  };
  const partner = { partnerId: 'cpo', name: 'Company', operatorIds: ['DE8AA'], providerIds: [] };
  await send('POST', '/v1/admin/partners', adminSecret, partner);
  const { secret } = await send('POST', '/v1/admin/partners/cpo/credentials', adminSecret, {});
  const validDate = new Date().toISOString().slice(0, 10);
  await send('PUT', '/v1/self/operator-backends/cms', secret, {
    ...{ url: 'https://cms.example/direct', namespaceUrl: 'http://ochp.eu/1.4', binding: 'soap' },
    ...{ whitelist: ['DE8AAE%'], tokens: [{ accessToken: TOKEN, validDate }] },
  });
  return secret;
}

const readBack = async (service: ServiceProcess, secret: string) =>
  (await service.get('/v1/self/operator-backends/cms', secret)).text();

describe('The keys of access tokens', () => {
  let scratch: ScratchDirectory;

  beforeAll(async () => {
    scratch = await makeScratchDirectory();
  });
  afterEach(killServices);
  afterAll(() => scratch.remove());

  const refusal = async (environment: Record<string, string>): Promise<string> => {
    const ending = await new ServiceProcess({ directory: scratch.path, environment }).ended;
    expect([ending.code, ending.output]).toEqual([1, '']);
    expect(ending.errors).toMatch(/^[^\n]+\n$/);
    expect(ending.errors).not.toMatch(/[\w+/]{40}|access-token/);
    return ending.errors;
  };

  describe('on a database that is given', () => {
    const [first, second] = [newKey('first'), newKey('second')];
    let database: TestDatabase;
    let adminSecret: string;
    let secret: string;

    beforeAll(async () => {
      database = await createTestDatabase();
      const service = await start(first);
      adminSecret = service.adminSecret!;
      secret = await publishToken(service, adminSecret);
      await service.stop();
      expect(service.output).not.toContain(first.slice(6, 30));
    });
    afterAll(() => database.drop());

    const settings = (TOKEN_KEYS: string) => ({ DATABASE_URL: database.url, TOKEN_KEYS });
    const start = (keys: string) =>
      ServiceProcess.start({
        directory: scratch.path,
        environment: { ...settings(keys), LOG_LEVEL: 'trace' },
      });

    it('must be set', async () => {
      expect(await refusal({ DATABASE_URL: database.url })).toMatch(
        /^Settings: TOKEN_KEYS must be set where DATABASE_URL is, .*openssl rand -base64 32/,
      );
    });

    it('must hold what is in use, which is named', async () => {
      expect(await refusal(settings(second))).toMatch(
        /^Access tokens in the database are encrypted with keys that are not known here: first\. Put them back into TOKEN_KEYS/,
      );
    });

    it('must be the ones that were used by these IDs', async () => {
      expect(await refusal(settings(`${second},${newKey('first')}`))).toMatch(
        /^The key first is another one than that by which access tokens in the database are encrypted\./,
      );
    });

    it('that are lost are done without by the README’s statements, and all but the tokens is there', async () => {
      const readme = await readFile('README.md', 'utf8');
      const [, statements = ''] = /```sql\n(UPDATE backend_definition[^`]*)```/.exec(readme) ?? [];
      const copy = await createTestDatabase({ server: database.url });
      await askDatabase(copy.url, statements.replaceAll('key-1', 'first'));
      const environment = { DATABASE_URL: copy.url, TOKEN_KEYS: second };
      const service = await ServiceProcess.start({ directory: scratch.path, environment });
      expect(JSON.parse(await readBack(service, secret))).toMatchObject({ backendId: 'cms', tokens: [] });
      await service.stop();
      expect(service.output).not.toContain('in clear');
      await copy.drop();
    });

    it('may be another first one, with the former behind it', async () => {
      const service = await start(`${second},${first}`);
      expect(await readBack(service, secret)).toContain(TOKEN);
      await service.stop();
    });
  });

  describe('in the data directory of the embedded database', () => {
    const file = () => join(scratch.path, 'data', 'token-keys');
    const start = (environment: Record<string, string> = {}) =>
      ServiceProcess.start({ directory: scratch.path, environment });
    let made: string;
    let secret: string;

    beforeAll(async () => {
      const service = await start({ WORKERS: '2', LOG_LEVEL: 'trace' });
      made = await readFile(file(), 'utf8');
      secret = await publishToken(service, service.adminSecret!);
      await service.stop();
      expect(service.output).not.toContain(made.trim().split(':')[1]!.slice(0, 20));
    });

    it('are in a file for the service alone, made at its first start', async () => {
      expect(made).toMatch(/^key-[0-9a-f]{8}:[\w+/]{43}=\n$/);
      expect((await stat(file())).mode & 0o777).toBe(0o600);
    });

    it('are found there by the next start', async () => {
      const service = await start();
      expect(await readBack(service, secret)).toContain(TOKEN);
      await service.stop();
      expect(await readFile(file(), 'utf8')).toBe(made);
    });

    it('are refused where others have access to them', async () => {
      await chmod(file(), 0o644);
      expect(await refusal({})).toBe(
        `${file()} holds keys, and others than its owner have access to it: run chmod 600 ${file()}\n`,
      );
      await chmod(file(), 0o600);
    });

    it('are missed by their name when they are lost, and taken when they are back', async () => {
      await rename(file(), `${file()}.lost`);
      const name = made.split(':')[0]!;
      expect(await refusal({})).toContain(`not known here: ${name}. Put them back`);
      await rename(`${file()}.lost`, file());
      const service = await start();
      expect(await readBack(service, secret)).toContain(TOKEN);
      await service.stop();
    });

    it('may be set all the same, and then no file is made', async () => {
      const directory = join(scratch.path, 'elsewhere');
      await mkdir(directory, { mode: 0o755 });
      const environment = { TOKEN_KEYS: newKey('chosen') };
      const service = await ServiceProcess.start({ directory, environment });
      await expect(stat(join(directory, 'data', 'token-keys'))).rejects.toThrow('ENOENT');
      await service.stop();
    });

    it('may be several, written by hand', async () => {
      await writeFile(file(), `${newKey('next')}\n${made}`);
      const service = await start();
      expect(await readBack(service, secret)).toContain(TOKEN);
      await service.stop();
    });
  });
});
