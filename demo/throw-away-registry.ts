import { randomBytes } from 'node:crypto';
import { readEnvironment } from '../src/configuration/index.js';
import { type Service, startService } from '../src/service.js';
import { startThrowAwayDatabase } from './throw-away-database.js';

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
  const database = await startThrowAwayDatabase();
  let service: Service | undefined;
  const stop = async () => {
    await service?.stop();
    await database.stop();
  };
  const adminSecret = randomBytes(32).toString('base64url');
  try {
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
    TOKEN_KEYS: `demo:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'silent',
  });
}
