import { resolve } from 'node:path';
import type { Configuration } from './configuration/index.js';
import {
  clusterFiles,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './database/embedded-postgres/index.js';
import { EpochKeeper, keepEpochOf, migrateDatabase } from './database/index.js';
import { SystemWallClock } from './time/index.js';

/** A data directory, and the one that was asked for if PostgreSQL could not reach that. */
export interface DataPlace {
  readonly directory: string;
  readonly insteadOf: string | undefined;
}

/** The database that the service works on, its schema up to date. */
export interface Storage {
  readonly url: string;
  /** Where the embedded PostgreSQL keeps its data; undefined when another server is used. */
  readonly data: DataPlace | undefined;
  /** Calls back with the last words of the embedded PostgreSQL if it ends by itself. */
  onLoss(report: (lastWords: string) => void): void;
  /** Ends the embedded PostgreSQL. */
  close(): Promise<void>;
}

/** PostgreSQL's own default. */
const FEWEST_CONNECTIONS = 100;

/** Its pool of ten, and some to spare. */
const CONNECTIONS_OF_A_WORKER = 12;

/**
 * Starts a PostgreSQL if none is given, and migrates the database.
 * @throws DatabaseError, EmbeddedPostgresError with a line for the user
 */
export async function openStorage(configuration: Configuration): Promise<Storage> {
  const storage = await findStorage(configuration);
  try {
    await migrateDatabase(storage.url);
    if (storage.data) await keepEpochOfFiles(storage.url, storage.data);
    return storage;
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** PostgreSQL does not notice that its directory was restored from a copy; sessions find out the rest for themselves. */
async function keepEpochOfFiles(url: string, { directory }: DataPlace): Promise<void> {
  await keepEpochOf(url, new EpochKeeper(new SystemWallClock(), { files: await clusterFiles(directory) }));
}

async function findStorage(configuration: Configuration): Promise<Storage> {
  const { databaseUrl, dataDirectory, workers } = configuration;
  if (databaseUrl !== undefined)
    return { url: databaseUrl, data: undefined, onLoss: () => {}, close: () => Promise.resolve() };
  const max_connections = String(Math.max(FEWEST_CONNECTIONS, (workers + 1) * CONNECTIONS_OF_A_WORKER));
  return embedded(
    await startEmbeddedPostgres({ directory: dataDirectory, settings: { max_connections } }),
    resolve(dataDirectory),
  );
}

function embedded(server: EmbeddedPostgres, wanted: string): Storage {
  const { url, directory } = server;
  let isClosing = false;
  return {
    url,
    data: { directory, insteadOf: wanted === directory ? undefined : wanted },
    onLoss: (report) => void server.ended.then((lastWords) => isClosing || report(lastWords)),
    close: () => {
      isClosing = true;
      return server.stop();
    },
  };
}
