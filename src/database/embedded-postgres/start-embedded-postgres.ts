import { resolve } from 'node:path';
import { findBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { prepareDataDirectory, type DataDirectory } from './data-directory.js';
import { lockDirectory, type DirectoryLock } from './directory-lock.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { launchServer } from './launch-server.js';

/** A PostgreSQL server that lives and dies with this process. */
export interface EmbeddedPostgres {
  /** Holds the password: never print it. */
  readonly url: string;
  /**
   * Where the data really are. Differs from the directory asked for if the service runs as root and the
   * server's unprivileged user cannot reach that one.
   */
  readonly directory: string;
  /** Settles when the server is gone, stopped or not, with the last lines that it logged. */
  readonly ended: Promise<string>;
  /** Ends every connection and waits until the server is gone. Safe to call again. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made if missing. One running service at a time. */
  directory: string;
  /** `false` gives up crash safety for speed: throw-away data only. Default `true`. */
  durable?: boolean;
  /** Takes each line that the server logs. */
  onLog?: (line: string) => void;
  /** Server parameters, such as `max_connections`; they win over those set here. */
  settings?: Record<string, string>;
}

/**
 * Starts PostgreSQL on a random port of 127.0.0.1, on new or existing data, whatever a former service left
 * behind. A running server does not keep the event loop alive, and it ends also if this process is killed.
 *
 * @throws EmbeddedPostgresError, and nothing else
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const wanted = resolve(options.directory);
  try {
    const directory = await prepareDataDirectory(wanted);
    const lock = await lockDirectory(directory.path);
    return await start(directory, lock, options).catch(async (error: unknown) => {
      await lock.release();
      throw error;
    });
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmbeddedPostgresError(
      `Cannot keep a database in ${wanted} (${reason}); mend that or set DATA_DIR to another directory`,
      { cause: error },
    );
  }
}

async function start(
  { path, account }: DataDirectory,
  lock: DirectoryLock,
  { durable = true, onLog, settings }: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries(account);
  const cluster = await ensureCluster(path, binaries, account, durable);
  const { server, url } = await launchServer(cluster, { binaries, account, durable, onLog, settings });
  const end = async (): Promise<void> => {
    await server.stop();
    await lock.release();
  };
  let stopped: Promise<void> | undefined;
  const ended = server.ended.then(() => server.lastWords);
  return { url, directory: path, ended, stop: () => (stopped ??= end()) };
}
