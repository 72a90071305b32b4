import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded-postgres/index.js';
import { migrateDatabase } from '../../src/database/index.js';

/** Two servers of a suite's own: what is committed on the primary comes to the standby by streaming replication. */
export interface ReplicatedPair {
  /** A migrated database, and the template for `createTestDatabase({ server: primaryUrl })`. */
  readonly primaryUrl: string;
  readonly standbyUrl: string;
  /** Where a database of the primary's is read on the standby. */
  onStandby(databaseUrl: string): string;
  /** The standby falls behind until it resumes: it still answers, from a state that is past. */
  pauseReplay(): Promise<void>;
  resumeReplay(): Promise<void>;
  /** Waits until the standby shows all that is committed on the primary by now. */
  caughtUp(): Promise<void>;
  /** From now on there is only the primary. */
  stopStandby(): Promise<void>;
  /**
   * The primary is lost. The standby, whether it was stopped before or not, takes over as far as it had come.
   * @returns the URL of the new primary
   */
  failOver(): Promise<string>;
  stop(): Promise<void>;
}

/** In milliseconds; as all waiting here, it is bounded by the time limit of the test. */
const BETWEEN_LOOKS = 10;

/** The copy is made while the primary is stopped: nothing can change in it, and no backup has to be declared. */
export async function startReplicated(): Promise<ReplicatedPair> {
  const directory = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-primary-'));
  const template = await start(directory);
  await migrateDatabase(template.url);
  await template.stop();
  const copy = await copyOf(template.directory);
  const primary = await start(directory);
  await makeStandby(copy, primary.url);
  let standby = await start(copy);
  const stop = async () => {
    await standby.stop();
    await primary.stop();
    for (const place of [copy, primary.directory, directory])
      await rm(place, { recursive: true, force: true });
  };
  const stopStandby = () => standby.stop();
  const failOver = async () => {
    await primary.stop();
    await standby.stop();
    standby = await start(copy);
    await ask(standby.url, 'SELECT pg_promote() AS answer');
    return standby.url;
  };
  return pairOf(primary.url, standby.url, { stop, stopStandby, failOver });
}

function start(directory: string): Promise<EmbeddedPostgres> {
  const settings = { max_connections: '100', wal_level: 'replica', wal_retrieve_retry_interval: '100ms' };
  return startEmbeddedPostgres({ directory, durable: false, settings });
}

/** Beside the original, where the user of the server can pass. By a program: Node's own copying takes longer. */
async function copyOf(directory: string): Promise<string> {
  const copy = await mkdtemp(`${directory}-standby-`);
  await promisify(execFile)('cp', ['-Rp', `${directory}/.`, copy]);
  await chmod(copy, 0o711);
  return copy;
}

async function makeStandby(directory: string, primaryUrl: string): Promise<void> {
  const { hostname, port, username, password } = new URL(primaryUrl);
  const connection = `host=${hostname} port=${port} user=${username} password=${password} sslmode=disable`;
  await appendFile(join(directory, 'data', 'postgresql.auto.conf'), `primary_conninfo = '${connection}'\n`);
  await writeFile(join(directory, 'data', 'standby.signal'), '');
}

function pairOf(
  primaryUrl: string,
  standbyUrl: string,
  stops: Pick<ReplicatedPair, 'stop' | 'stopStandby' | 'failOver'>,
): ReplicatedPair {
  const until = async (condition: string, ...values: string[]) => {
    while (!(await ask(standbyUrl, `SELECT ${condition} AS answer`, values))) await delay(BETWEEN_LOOKS);
  };
  return {
    primaryUrl,
    standbyUrl,
    onStandby: (databaseUrl) =>
      Object.assign(new URL(standbyUrl), { pathname: new URL(databaseUrl).pathname }).href,
    pauseReplay: async () => {
      await ask(standbyUrl, 'SELECT pg_wal_replay_pause() AS answer');
      await until(`pg_get_wal_replay_pause_state() = 'paused'`);
    },
    resumeReplay: async () => {
      await ask(standbyUrl, 'SELECT pg_wal_replay_resume() AS answer');
    },
    caughtUp: async () => {
      const position = await ask(primaryUrl, MARK);
      await until('pg_last_wal_replay_lsn() >= $1::pg_lsn', String(position));
    },
    ...stops,
  };
}

/**
 * A record of its own, at once on its way, behind all that is committed: the server's own position may be ahead of what
 * it sends, since its commits are not flushed, or lie between two records.
 */
const MARK = `SELECT pg_logical_emit_message(false, 'mark', '', true)::text AS answer`;

async function ask(url: string, sql: string, values: string[] = []): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ answer: unknown }>(sql, values)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}
