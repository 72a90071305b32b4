import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { clusterPath, passwordPath } from './cluster-paths.js';
import { connect, connectionUrl } from './connection.js';
import { substituteFor } from './data-directory.js';
import { DirectoryInUseError, EmbeddedPostgresError } from './embedded-postgres-error.js';
import { DATABASE } from './ensure-database.js';
import { startEmbeddedPostgres } from './start-embedded-postgres.js';

/** A database for the time that something is done with it. */
export interface BorrowedPostgres {
  /** Holds the password: never print it. */
  readonly url: string;
  /** Stops the server if it was started for this. */
  release(): Promise<void>;
}

/** In milliseconds: how long a service that is starting may take until its server answers. */
const ANSWERS_WITHIN = 30_000;
const BETWEEN_TRIES = 250;

/**
 * The database of a data directory: that of the service that runs on it, or else a server of our own for the time being.
 * The directory's lock decides which, so that there are never two servers on one directory. A service that is started
 * while ours runs is told that the directory is in use.
 * @param mustExist whether a directory without data is an error, instead of getting a new database
 * @throws EmbeddedPostgresError
 */
export async function borrowEmbeddedPostgres(
  directory: string,
  mustExist: boolean,
): Promise<BorrowedPostgres> {
  if (mustExist && !(await holdsCluster(resolve(directory))))
    throw new EmbeddedPostgresError(
      `There is no database in ${resolve(directory)}: set DATA_DIR to the directory of one, or DATABASE_URL`,
    );
  try {
    const server = await startEmbeddedPostgres({ directory });
    return { url: server.url, release: () => server.stop() };
  } catch (error) {
    if (!(error instanceof DirectoryInUseError)) throw error;
    return { url: await runningServer(error), release: () => Promise.resolve() };
  }
}

async function holdsCluster(wanted: string): Promise<boolean> {
  const directories = process.getuid?.() === 0 ? [wanted, substituteFor(wanted)] : [wanted];
  const found = await Promise.all(
    directories.map((one) =>
      access(clusterPath(one)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** The service that holds the directory may just be starting its server. */
async function runningServer(inUse: DirectoryInUseError): Promise<string> {
  const { directory } = inUse;
  for (const deadline = Date.now() + ANSWERS_WITHIN; ;) {
    try {
      const url = await urlOfServer(directory);
      await (await connect(url)).end();
      return url;
    } catch (error) {
      if (Date.now() > deadline || isDenied(error)) throw notReachable(inUse, error);
    }
    await delay(BETWEEN_TRIES);
  }
}

/** The fourth line of PostgreSQL's pid file is its port. */
async function urlOfServer(directory: string): Promise<string> {
  const password = await readFile(passwordPath(directory), 'utf8');
  const lines = (await readFile(join(clusterPath(directory), 'postmaster.pid'), 'utf8')).split('\n');
  return connectionUrl(Number(lines[3]), password, DATABASE);
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code));
}

function notReachable({ message }: DirectoryInUseError, error: unknown): EmbeddedPostgresError {
  const reason = error instanceof Error ? error.message : String(error);
  return new EmbeddedPostgresError(`${message}. Its database can't be reached: ${reason}`, { cause: error });
}
