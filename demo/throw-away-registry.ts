import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../src/configuration/index.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/database/embedded-postgres/index.js';
import { type Service, startService } from '../src/service.js';

/** A registry that leaves nothing behind. */
export interface ThrowAwayRegistry {
  /** `http://127.0.0.1:<free port>` */
  readonly address: string;
  readonly adminSecret: string;
  /** Ends the service and its database, and removes the data. */
  stop(): Promise<void>;
}

/** Starts the service as it is, on a database of its own in a temporary directory. */
export async function startThrowAwayRegistry(): Promise<ThrowAwayRegistry> {
  const directory = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-demo-'));
  let database: EmbeddedPostgres | undefined;
  let service: Service | undefined;
  const stop = async () => {
    await service?.stop();
    await database?.stop();
    for (const path of [directory, database?.directory ?? directory])
      await rm(path, { recursive: true, force: true });
  };
  const adminSecret = randomBytes(32).toString('base64url');
  try {
    database = await startEmbeddedPostgres({ directory, durable: false });
    service = await startService(configuration(database.url, adminSecret));
    return { address: service.address, adminSecret, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nothing of the user's environment counts, and nothing but the story is printed. */
function configuration(databaseUrl: string, adminSecret: string) {
  return readEnvironment({
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    ADMIN_SECRET: adminSecret,
    LOG_LEVEL: 'silent',
  });
}
