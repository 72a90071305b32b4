import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { EmbeddedPostgresError, startEmbeddedPostgres, type EmbeddedPostgres } from './index.js';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('startEmbeddedPostgres', () => {
  let directory: string;
  let running: EmbeddedPostgres;

  const start = async (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ directory, durable: false });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
    running = await start();
  });

  afterAll(async () => {
    await running.stop();
    await rm(directory, { recursive: true });
  });

  it('gives a database that holds any text and belongs to its user', async () => {
    const [row] = await query(
      running.url,
      `SELECT current_database() AS database, tableowner AS "owner", getdatabaseencoding() AS encoding
       FROM (SELECT current_user AS tableowner) AS who`,
    );
    expect(row).toEqual({ database: 'registry', owner: 'registry', encoding: 'UTF8' });
  });

  it('keeps the data where it was told to', () => {
    expect(running.directory).toBe(directory);
  });

  it('can be reached on this machine only', async () => {
    const rows = await query(
      running.url,
      `SELECT setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories') ORDER BY name`,
    );
    expect(rows).toEqual([{ setting: '127.0.0.1' }, { setting: '' }]);
  });

  it('asks for the password, and keeps it from other users', async () => {
    const guessed = new URL(running.url);
    guessed.password = 'guessed';
    await expect(query(guessed.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect((await stat(join(directory, 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(directory, 'data'))).mode & 0o777).toBe(0o700);
  });

  it('refuses a second service on the same data and leaves the first alone', async () => {
    const second = start();
    await expect(second).rejects.toBeInstanceOf(EmbeddedPostgresError);
    await expect(second).rejects.toThrow(
      `is in use by another running registry (process ${process.pid}); stop it or set DATA_DIR to another directory`,
    );
    await expect(query(running.url, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('keeps the data over a restart', async () => {
    await query(running.url, `CREATE TABLE kept AS SELECT 'Straße' AS text`);
    await running.stop();
    await running.stop();
    running = await start();
    await expect(query(running.url, 'SELECT text FROM kept')).resolves.toEqual([{ text: 'Straße' }]);
  });

  it('lets the caller set server parameters, and is durable unless told otherwise', async () => {
    await running.stop();
    running = await startEmbeddedPostgres({ directory, settings: { max_connections: '17' } });
    const rows = await query(
      running.url,
      `SELECT setting FROM pg_settings WHERE name IN ('fsync', 'max_connections') ORDER BY name`,
    );
    expect(rows).toEqual([{ setting: 'on' }, { setting: '17' }]);
  });

  it('says in one line why the server does not start', async () => {
    await running.stop();
    const failed = startEmbeddedPostgres({ directory, settings: { max_connections: 'many' } });
    await expect(failed).rejects.toThrow(/^.*invalid value for parameter "max_connections": "many".*$/);
    running = await start();
  });
});
