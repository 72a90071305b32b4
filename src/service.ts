import { resolve } from 'node:path';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from './application.js';
import type { Configuration } from './configuration/index.js';
import { AdminSecret } from './credentials/index.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './database/embedded-postgres/index.js';
import { migrateDatabase } from './database/index.js';

/** A data directory, and the one that was asked for if PostgreSQL could not reach that. */
export interface DataPlace {
  readonly directory: string;
  readonly insteadOf: string | undefined;
}

/** A running service. */
export interface Service {
  /** Where it listens, `http://127.0.0.1:3000`. */
  readonly address: string;
  /** The admin secret, if it was made just now: nobody can learn it later. */
  readonly newAdminSecret: string | undefined;
  /** Where the embedded PostgreSQL keeps its data; undefined when another server is used. */
  readonly data: DataPlace | undefined;
  /** Answers the requests under way, then ends everything that was started. */
  stop(): Promise<void>;
}

/** The port cannot be listened on; the message is one line that says why and how to mend it. */
export class ListenError extends Error {}

/**
 * Starts everything: the database if need be, the schema, the HTTP server.
 * @throws DatabaseError, EmbeddedPostgresError, ListenError with a line for the user
 */
export async function startService(configuration: Configuration): Promise<Service> {
  const embedded = configuration.databaseUrl === undefined ? await startDatabase(configuration) : undefined;
  try {
    return await serve(configuration, embedded);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

function startDatabase({ dataDirectory }: Configuration): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ directory: dataDirectory });
}

async function serve(configuration: Configuration, embedded: EmbeddedPostgres | undefined): Promise<Service> {
  const url = embedded?.url ?? String(configuration.databaseUrl);
  await migrateDatabase(url);
  const app = await createApplication(configuration, url);
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    await app.close();
    await embedded?.stop();
  };
  try {
    const address = await listen(app, configuration);
    const newAdminSecret = await app.get(AdminSecret, { strict: false }).establish();
    void embedded?.ended.then((lastWords) => isStopping || reportLoss(lastWords));
    return { address, newAdminSecret, data: embedded && placeOf(embedded, configuration), stop };
  } catch (error) {
    await app.close();
    throw error;
  }
}

function placeOf({ directory }: EmbeddedPostgres, { dataDirectory }: Configuration): DataPlace {
  const wanted = resolve(dataDirectory);
  return { directory, insteadOf: wanted === directory ? undefined : wanted };
}

/** The service goes on, not ready, and says so when it is asked: whoever runs it decides when to start it again. */
function reportLoss(lastWords: string): void {
  new Logger('Database').fatal(
    `The embedded PostgreSQL ended by itself: start the service again. It said: ${lastWords}`,
  );
}

async function listen(app: NestFastifyApplication, { host, port }: Configuration): Promise<string> {
  try {
    await app.init();
    // Not by Nest's own `listen`, which logs the error that the caller puts into one clear line.
    return await app.getHttpAdapter().getInstance().listen({ host, port });
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, host, port);
  }
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ListenError(
        `Port ${port} on ${host} is in use. Stop what listens there, or set PORT to a free port.`,
      );
    case 'EACCES':
      return new ListenError(
        `Port ${port} on ${host} is not permitted to this user. Set PORT to one from 1024 on.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ListenError(
        `${host} is no address of this machine. Set HOST to one, such as 127.0.0.1 or 0.0.0.0.`,
      );
    default:
      return error;
  }
}
