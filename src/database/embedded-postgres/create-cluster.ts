import { randomBytes } from 'node:crypto';
import { lchown, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { clusterPath, passwordPath } from './cluster-paths.js';
import { DATABASE_USER } from './connection.js';
import { EmbeddedPostgresError, USE_ANOTHER_DATABASE } from './embedded-postgres-error.js';
import { runProgram } from './run-program.js';
import type { ServerAccount } from './server-account.js';

const UNFINISHED = 'data.new-';

/** The final rename is what makes the cluster exist; the password is safe on disk before it. */
export async function createCluster(
  directory: string,
  binaries: Binaries,
  account: ServerAccount | undefined,
  durable: boolean,
): Promise<void> {
  const password = passwordPath(directory);
  await rm(password, { force: true });
  await writeFile(password, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
  const unfinished = await mkdtemp(join(directory, UNFINISHED));
  if (account) for (const path of [password, unfinished]) await lchown(path, account.uid, account.gid);
  try {
    await runProgram(binaries.initdb, initdbArguments(unfinished, password, durable), account);
  } catch (error) {
    await removeUnfinishedClusters(directory);
    throw new EmbeddedPostgresError(
      `PostgreSQL cannot make a database in ${directory} (${(error as Error).message}); mend that or ${USE_ANOTHER_DATABASE}`,
      { cause: error },
    );
  }
  await rename(unfinished, clusterPath(directory));
}

/** An initdb that outlived its killed service may write there still, and ends once it misses its files. */
export async function removeUnfinishedClusters(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.startsWith(UNFINISHED));
  // What cannot be removed even so does no harm, and is tried again at the next start.
  for (const name of names) await rm(join(directory, name), UNTIL_GONE).catch(() => {});
}

/** Tries again after 0.1 s, 0.2 s and so on, at most 5.5 s in all, where files come while others go. */
const UNTIL_GONE = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };

/** The builtin locale sorts alike on every system and through every upgrade of its libraries. */
function initdbArguments(path: string, passwordFile: string, durable: boolean): string[] {
  return [
    `--pgdata=${path}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
}
