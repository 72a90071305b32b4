import { execFile } from 'node:child_process';
import { appendFile, chmod, chown, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded-postgres/index.js';
import { migrateDatabase } from '../../src/database/index.js';
import { askDatabase, createTestDatabase } from '../environment/index.js';

/** A registry's database, and one way to back it up while it is used, and to restore it elsewhere. */
export interface BackedUp {
  readonly databaseUrl: string;
  take(): Promise<void>;
  /** @returns the URL of the restored database */
  restore(): Promise<string>;
  remove(): Promise<void>;
}

/** As `pg_dump` does it: all tables in one snapshot, and the schema, which is that of `migrations/schema.sql`. */
export async function backedUpByDump(): Promise<BackedUp> {
  const database = await createTestDatabase();
  const restored = await createTestDatabase({ empty: true });
  let dumped: Dump;
  return {
    databaseUrl: database.url,
    take: async () => {
      dumped = await dump(database.url);
    },
    restore: async () => {
      await load(restored.url, dumped);
      return restored.url;
    },
    remove: async () => {
      await database.drop();
      await restored.drop();
    },
  };
}

interface Dump {
  readonly tables: readonly { readonly name: string; readonly rows: string }[];
  readonly sequences: readonly { readonly name: string; readonly last: string }[];
}

const TABLES = `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
const SEQUENCES = `SELECT quote_ident(sequencename) AS name, last_value::text AS last FROM pg_sequences
  WHERE schemaname = 'public' AND last_value IS NOT NULL`;

export async function dump(url: string): Promise<Dump> {
  return inSession(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: names } = await client.query<{ name: string }>(TABLES);
    const tables: Dump['tables'][number][] = [];
    for (const { name } of names) {
      const select = `SELECT coalesce(json_agg(one), '[]')::text AS rows FROM ${name} one`;
      tables.push({ name, rows: (await client.query<{ rows: string }>(select)).rows[0]!.rows });
    }
    const { rows: sequences } = await client.query<Dump['sequences'][number]>(SEQUENCES);
    await client.query('COMMIT');
    return { tables, sequences };
  });
}

/** Into a database without any schema, as `pg_restore` does it: triggers have run already. */
export async function load(url: string, { tables, sequences }: Dump): Promise<void> {
  await inSession(url, async (client) => {
    await client.query(await readFile('migrations/schema.sql', 'utf8'));
    await client.query('SET session_replication_role = replica');
    for (const { name, rows } of tables)
      await client.query(
        `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${name}, $1)`,
        [rows],
      );
    for (const { name, last } of sequences) await client.query('SELECT setval($1, $2)', [name, last]);
  });
}

async function inSession<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** As `pg_basebackup` does it: the files are copied while they are written, and the log that makes them whole with them. */
export async function backedUpByFiles(): Promise<BackedUp> {
  const directory = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-backed-up-'));
  const server = await start(directory);
  await migrateDatabase(server.url);
  const copy = await mkdtemp(`${server.directory}-copy-`);
  await chmod(copy, 0o711);
  let restored: EmbeddedPostgres | undefined;
  return {
    databaseUrl: server.url,
    take: () => copyRunning(server, copy),
    restore: async () => {
      restored = await start(copy);
      const { url } = restored;
      while ((await askDatabase(url, 'SELECT pg_is_in_recovery() AS recovers'))[0].recovers) await delay(10);
      return url;
    },
    remove: async () => {
      await server.stop();
      await restored?.stop();
      for (const place of [directory, server.directory, copy])
        await rm(place, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL's own procedure for copies of a running server: "Making a Base Backup Using the Low Level API". */
async function copyRunning({ url, directory }: EmbeddedPostgres, copy: string): Promise<void> {
  const data = join(copy, 'data');
  await inSession(url, async (client) => {
    await client.query(`SELECT pg_backup_start('test', true)`);
    await copyFiles(`${directory}/.`, copy);
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    for (const name of ['postmaster.pid', 'postmaster.opts', 'pg_wal'])
      await rm(join(data, name), { recursive: true, force: true });
    // Whoever serves the original holds only that.
    for (const name of await readdir(copy)) if (name.endsWith('.lock')) await rm(join(copy, name));
    await copyFiles(join(directory, 'data', 'pg_wal'), data);
    await writeFile(join(data, 'backup_label'), rows[0]!.labelfile);
    const { uid, gid } = await stat(data);
    await chown(join(data, 'backup_label'), uid, gid);
  });
  await appendFile(join(data, 'postgresql.auto.conf'), `restore_command = 'false'\n`);
  await writeFile(join(data, 'recovery.signal'), '');
}

/** Files may go while it copies; that is as it should be, and all that may be amiss. */
async function copyFiles(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-Rp', from, to]).catch((error: unknown) => {
    const lines = String((error as { stderr?: unknown }).stderr)
      .trim()
      .split('\n');
    if (!lines.every((line) => line.endsWith('No such file or directory'))) throw error;
  });
}

function start(directory: string): Promise<EmbeddedPostgres> {
  const settings = { wal_level: 'replica', wal_keep_size: '512MB' };
  return startEmbeddedPostgres({ directory, durable: false, settings });
}
