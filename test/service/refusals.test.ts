import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { createTestDatabase, type TestDatabase } from '../environment/index.js';
import { makeScratchDirectory, type ScratchDirectory } from './scratch-directory.js';
import { killServices, ServiceProcess, TOKEN_KEYS } from './service-process.js';

const SECRETS = ['s3cret', 'short-secret'];

describe('The service that can not start says why in one line', () => {
  let scratch: ScratchDirectory;
  let database: TestDatabase;
  let other: Server;

  beforeAll(async () => {
    scratch = await makeScratchDirectory();
    database = await createTestDatabase();
    other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
  });
  afterEach(killServices);
  afterAll(async () => {
    other.close();
    await database.drop();
    await scratch.remove();
  });

  /** Resolves with the line. */
  const refusal = async (environment: Record<string, string>): Promise<string> => {
    const settings = { DATABASE_URL: database.url, TOKEN_KEYS, ...environment };
    const { code, output, errors } = await new ServiceProcess({
      directory: scratch.path,
      environment: settings,
    }).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/^[^\n]+\n$/);
    expect(output + errors).not.toMatch(/\n +at /);
    for (const secret of SECRETS) expect(output + errors).not.toContain(secret);
    return errors;
  };
  const urlWith = (change: Partial<URL>): string => Object.assign(new URL(database.url), change).href;
  const takenPort = () => String((other.address() as AddressInfo).port);

  it('when the port is in use', async () => {
    expect(await refusal({ PORT: takenPort() })).toMatch(
      /^Port \d+ on 127.0.0.1 is in use\. .* set PORT to a free port/,
    );
  });

  it('when the port is in use, and said once, of whichever process', async () => {
    expect(await refusal({ PORT: takenPort(), WORKERS: '2' })).toMatch(/^Port \d+ on 127.0.0.1 is in use\./);
    const takenMeanwhile = inWorkers(`process.env.PORT = '${takenPort()}'`);
    expect(await refusal({ WORKERS: '2', ...takenMeanwhile })).toMatch(
      /^Port \d+ on 127.0.0.1 is in use\. .* set PORT to a free port/,
    );
  });

  it('when its workers end before they listen', async () => {
    const line = await refusal({ WORKERS: '2', ...inWorkers('process.exit(7)') });
    expect(line).toBe('A worker ended before it listened (exit code 7).\n');
  });

  it('when the address is none of this machine', async () => {
    expect(await refusal({ HOST: '203.0.113.1' })).toMatch(
      /^203\.0\.113\.1 is no address of this machine\. Set HOST /,
    );
  });

  it('when nothing listens where the database should be', async () => {
    const DATABASE_URL = urlWith({ port: await freedPort(), password: 's3cret' });
    expect(await refusal({ DATABASE_URL })).toMatch(
      / can't be used: connect ECONNREFUSED .*\. Check that it runs /,
    );
  });

  it('when the password of the database is wrong', async () => {
    const line = await refusal({ DATABASE_URL: urlWith({ password: 's3cret' }) });
    expect(line).toMatch(
      / can't be used: password authentication failed .*DATABASE_URL names the right host, user, /,
    );
  });

  it('when there is no such database', async () => {
    const line = await refusal({ DATABASE_URL: urlWith({ pathname: '/nowhere' }) });
    expect(line).toMatch(/^The database nowhere at .* can't be used: database "nowhere" does not exist\. /);
  });

  it('when the URL of the database can not be read', async () => {
    const line = await refusal({ DATABASE_URL: 'postgres://user:s3cret/1@127.0.0.1/registry' });
    expect(line).toMatch(/^Settings: DATABASE_URL must be a URL such as .* percent-encoded\.$/m);
  });

  it('when several variables are wrong, naming each', async () => {
    const wrong = {
      PORT: '65536',
      WORKERS: 'abc',
      ADMIN_SECRET: 'short-secret',
      CLOCK_TOLERANCE: 'soon',
      RETENTION: '1y',
      LOG_LEVEL: 'loud',
    };
    const line = await refusal(wrong);
    for (const name of Object.keys(wrong)) expect(line).toMatch(new RegExp(`\\b${name} must be `));
  });

  it('when the data can not be kept where they should', async () => {
    await writeFile(join(scratch.path, 'file'), '');
    const line = await refusal({ DATABASE_URL: '', DATA_DIR: join('file', 'data') });
    expect(line).toMatch(/^Cannot keep a database in .*\/file\/data \(.*\); mend that or set DATA_DIR /);
  });

  it('when a newer version has migrated the database, and changes nothing in it', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`,
    );
    // One that it would run, too, if it did not look first.
    const [lacking] = migrations.slice(-1);
    await client.query('DELETE FROM migrations WHERE name = $1', [lacking!.name]);
    expect(await refusal({})).toMatch(
      /^The database was migrated by a newer version .*\(Later9999999999999\)\. Run that .* Nothing was changed\.\n$/,
    );
    const { rows } = await client.query('SELECT name FROM migrations ORDER BY id');
    const executed = migrations.slice(0, -1).map(({ name }) => name);
    expect(rows.map(({ name }) => name)).toEqual([...executed, 'Later9999999999999']);
    await client.end();
  });
});

/** Runs the statement in each worker, before its own program. */
function inWorkers(statement: string): Record<string, string> {
  const program = `if (process.argv[1].endsWith('worker.js')) ${statement}`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}` };
}

async function freedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}
