import { resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { checkTokenKeys } from './backend-definitions/index.js';
import { type Configuration, requireTokenKeys, type TokenKey } from './configuration/index.js';
import {
  clusterFiles,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './database/embedded-postgres/index.js';
import { dataSourceOptions, EpochKeeper, keepEpochOf, migrateDatabase } from './database/index.js';
import { SystemWallClock } from './time/index.js';
import { readKeyFile, TokenCipher } from './token-encryption/index.js';

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
  /** What access tokens in it are encrypted with. */
  readonly tokenKeys: readonly TokenKey[];
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
 * Starts a PostgreSQL if none is given, and migrates the database. The keys of access tokens are the configured ones,
 * else those in the data directory, which belongs to this process by now.
 * @throws DatabaseError, EmbeddedPostgresError, TokenKeyError with a line for the user
 */
export async function openStorage(configuration: Configuration): Promise<Storage> {
  requireTokenKeys(configuration);
  const storage = await findStorage(configuration);
  try {
    await migrateDatabase(storage.url);
    const tokenKeys = configuration.tokenKeys ?? (await readKeyFile(directoryOf(storage)));
    await checkKeys(storage.url, tokenKeys);
    if (storage.data) await keepEpochOfFiles(storage.url, storage.data);
    return { ...storage, tokenKeys };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** PostgreSQL does not notice that its directory was restored from a copy; sessions find out the rest for themselves. */
async function keepEpochOfFiles(url: string, { directory }: DataPlace): Promise<void> {
  await keepEpochOf(url, new EpochKeeper(new SystemWallClock(), { files: await clusterFiles(directory) }));
}

function directoryOf({ data }: FoundStorage): string {
  if (!data) throw new Error('Another database than our own has its keys from the configuration.');
  return data.directory;
}

async function checkKeys(url: string, tokenKeys: readonly TokenKey[]): Promise<void> {
  const dataSource = new DataSource(dataSourceOptions(url));
  await dataSource.initialize();
  try {
    await checkTokenKeys(dataSource, new TokenCipher(tokenKeys));
  } finally {
    await dataSource.destroy();
  }
}

type FoundStorage = Omit<Storage, 'tokenKeys'>;

async function findStorage(configuration: Configuration): Promise<FoundStorage> {
  const { databaseUrl, dataDirectory, workers } = configuration;
  if (databaseUrl !== undefined)
    return { url: databaseUrl, data: undefined, onLoss: () => {}, close: () => Promise.resolve() };
  const max_connections = String(Math.max(FEWEST_CONNECTIONS, (workers + 1) * CONNECTIONS_OF_A_WORKER));
  return embedded(
    await startEmbeddedPostgres({ directory: dataDirectory, settings: { max_connections } }),
    resolve(dataDirectory),
  );
}

function embedded(server: EmbeddedPostgres, wanted: string): FoundStorage {
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
