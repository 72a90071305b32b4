import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { connect, isStillStarting } from './connection.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { ServerProcess } from './server-process.js';

/** The one database of the registry. */
export const DATABASE = 'registry';

/** In milliseconds; recovery after a power failure takes its time. */
const READY_WITHIN = 60_000;

/** In milliseconds. */
const BETWEEN_TRIES = 20;

/**
 * Waits until the server answers, and creates the database unless a former start got that far.
 *
 * @returns the URL of the database
 */
export async function ensureDatabase(
  server: ServerProcess,
  urlOf: (database: string) => string,
): Promise<string> {
  const client = await connectWhenReady(server, urlOf('postgres'));
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
  return urlOf(DATABASE);
}

async function connectWhenReady(server: ServerProcess, url: string): Promise<Client> {
  const deadline = Date.now() + READY_WITHIN;
  for (;;) {
    try {
      return await connect(url);
    } catch (error) {
      // Whoever refused may be another program on that port, and our server about to say so.
      const isFinal = !isStillStarting(error) || Date.now() > deadline;
      await Promise.race([server.ended, delay(isFinal ? 1_000 : BETWEEN_TRIES)]);
      if (!server.isRunning || isFinal) throw await whyNotReady(server, error);
    }
  }
}

async function whyNotReady(server: ServerProcess, error: unknown): Promise<EmbeddedPostgresError> {
  if (!server.isRunning) await server.ended;
  const reason = server.isRunning
    ? `it answers: ${(error as Error).message}`
    : `it ended: ${server.lastWords}`;
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL does not start (${reason}); mend that or set DATA_DIR to another directory`,
    { cause: error },
  );
}
