import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Configuration } from './configuration/index.js';
import { AdminSecret } from './credentials/index.js';
import { dataSourceOptions } from './database/index.js';
import { createLogger, NestLogger } from './http/logging/index.js';
import { readTls, type TlsReading } from './http/tls/index.js';
import { metricsListenError } from './listen.js';
import { MetricsServer } from './monitoring/index.js';
import { type Server, startServer } from './server.js';
import { type DataPlace, openStorage, type Storage } from './storage.js';
import { tlsRenewal } from './tls-renewal.js';
import { startWorkers } from './workers/index.js';

/** A running service. */
export interface Service {
  /** Where it listens, `http://127.0.0.1:3000` or `https://…`. */
  readonly address: string;
  /** Where the metrics have an address of their own, `http://127.0.0.1:9464/metrics`. */
  readonly metricsAddress: string | undefined;
  /** How many processes answer requests. */
  readonly workers: number;
  /** The admin secret, if it was made just now: nobody can learn it later. */
  readonly newAdminSecret: string | undefined;
  /** Where the embedded PostgreSQL keeps its data; undefined when another server is used. */
  readonly data: DataPlace | undefined;
  /** Reads the TLS files again, if there are any; what is wrong with them is in the log, and the old ones stay. */
  readonly renewTls: (() => void) | undefined;
  /** Answers the requests under way, then ends everything that was started. */
  stop(): Promise<void>;
}

/**
 * Starts everything: the database if need be, the schema, the HTTP server.
 * @throws DatabaseError, EmbeddedPostgresError, TokenKeyError, ListenError, TlsError, WorkerError with a line for the user
 */
export async function startService(configuration: Configuration): Promise<Service> {
  // What is told before there is an application to tell it.
  Logger.overrideLogger(new NestLogger(createLogger({ level: configuration.logLevel })));
  const tls = configuration.tls && readTls(configuration.tls);
  const storage = await openStorage(configuration);
  try {
    return await serve({ ...configuration, tokenKeys: storage.tokenKeys }, storage, tls);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function serve(
  configuration: Configuration,
  storage: Storage,
  tls: TlsReading | undefined,
): Promise<Service> {
  const { workers } = configuration;
  const start = workers === 1 ? startServer : startWorkers;
  const server = await start(configuration, storage.url, { tls: tls?.identity });
  const { metricsAddress, ...watched } = await serveMetrics(configuration, server);
  const newAdminSecret = await establishAdminSecret(configuration, storage, watched);
  storage.onLoss(reportLoss);
  const stop = async () => {
    await watched.stop();
    await storage.close();
  };
  const renewTls = tls && tlsRenewal(tls, server);
  const { address } = server;
  return { address, metricsAddress, workers, newAdminSecret, data: storage.data, renewTls, stop };
}

/** The metrics on an address of their own, if one is configured; until the service has stopped, and no longer. */
async function serveMetrics({ metricsAddress: place }: Configuration, server: Server) {
  if (!place) return { ...server, metricsAddress: undefined };
  const metricsServer = new MetricsServer(server.metrics);
  const stop = async () => {
    await server.stop();
    await metricsServer.close();
  };
  try {
    return { ...server, metricsAddress: await metricsServer.listen(place), stop };
  } catch (error) {
    await stop();
    throw metricsListenError(error as NodeJS.ErrnoException, place);
  }
}

/** Once requests are answered: a start that fails before must not make a secret that nobody gets to see. */
async function establishAdminSecret(
  configuration: Configuration,
  { url }: Storage,
  server: Server,
): Promise<string | undefined> {
  const dataSource = new DataSource(dataSourceOptions(url));
  try {
    await dataSource.initialize();
    return await new AdminSecret(dataSource, configuration).establish();
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

/** The service goes on, not ready, and says so when it is asked: whoever runs it decides when to start it again. */
function reportLoss(lastWords: string): void {
  new Logger('Database').fatal(
    `The embedded PostgreSQL ended by itself: start the service again. It said: ${lastWords}`,
  );
}
