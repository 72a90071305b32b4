import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/database/embedded-postgres/index.js';

/** A PostgreSQL server that leaves nothing behind. */
export interface ThrowAwayDatabase {
  /** Holds the password: never print it. */
  readonly url: string;
  /** Ends the server, and removes its data. */
  stop(): Promise<void>;
}

/** Starts a server in a temporary directory. */
export async function startThrowAwayDatabase(): Promise<ThrowAwayDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-'));
  let database: EmbeddedPostgres | undefined;
  const stop = async () => {
    await database?.stop();
    for (const path of [directory, database?.directory ?? directory])
      await rm(path, { recursive: true, force: true });
  };
  try {
    database = await startEmbeddedPostgres({ directory, durable: false });
    return { url: database.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
