import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clusterAccount } from './cluster-account.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { makeRootOwnedDirectory, SYSTEM_DIRECTORY } from './root-owned-directory.js';
import { runProgram } from './run-program.js';
import { findServerAccount } from './find-server-account.js';
import type { ServerAccount } from './server-account.js';

/** Where the database is, and the user that runs it. */
export interface DataDirectory {
  /** Free of symbolic links, so that a running server can be told by the path it was given. */
  readonly path: string;
  readonly account: ServerAccount | undefined;
}

/**
 * As root, the directory stays root's and is only opened for passing through: the server's user owns the cluster
 * inside, but cannot plant links where root writes. Where it cannot pass at all, a substitute is taken; data
 * that exist always decide, so a substitute is found again, and never an empty database put in place of a full one.
 */
export async function prepareDataDirectory(
  wanted: string,
  systemDirectory = SYSTEM_DIRECTORY,
): Promise<DataDirectory> {
  if (process.getuid?.() !== 0) {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    return { path: await realpath(wanted), account: undefined };
  }
  const substitute = substituteFor(wanted, systemDirectory);
  return (
    (await existing(wanted)) ??
    (await existing(substitute)) ??
    (await fresh(wanted, substitute, systemDirectory))
  );
}

/** Where the data are kept if the server's user can't reach where they should be. */
export function substituteFor(wanted: string, systemDirectory = SYSTEM_DIRECTORY): string {
  return join(systemDirectory, createHash('sha256').update(wanted).digest('hex').slice(0, 16));
}

async function existing(path: string): Promise<DataDirectory | undefined> {
  const account = await clusterAccount(path);
  if (!account) return undefined;
  if (await canPass(account, path)) return { path: await realpath(path), account };
  throw new EmbeddedPostgresError(
    `The user of the database in ${path} (uid ${account.uid}) can no longer reach it: ` +
      `run chmod o+x on that directory and those above it, or set DATA_DIR to another directory`,
  );
}

async function fresh(wanted: string, substitute: string, systemDirectory: string): Promise<DataDirectory> {
  const account = await findServerAccount();
  const isOpen = (await makePassable(account, wanted)) || (await openIfEmpty(account, wanted));
  if (isOpen) return { path: await realpath(wanted), account };
  await makeRootOwnedDirectory(systemDirectory);
  if (!(await makePassable(account, substitute)))
    throw new Error(`${substitute} is closed to the user of the server`);
  return { path: await realpath(substitute), account };
}

/** Only an empty directory is ours to open: another one may hold what shall stay closed. */
async function openIfEmpty(account: ServerAccount, path: string): Promise<boolean> {
  if (!(await canPass(account, dirname(path))) || (await readdir(path)).length > 0) return false;
  await chmod(path, 0o711);
  return canPass(account, path);
}

/** Makes the missing directories of the path, unless one that exists is closed to the account. */
async function makePassable(account: ServerAccount, path: string): Promise<boolean> {
  if (await canPass(account, path)) return true;
  if (path === dirname(path) || !(await makePassable(account, dirname(path)))) return false;
  try {
    await mkdir(path, 0o711);
    // Whatever the umask took away.
    await chmod(path, 0o711);
  } catch (error) {
    const isClosedDirectory = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isClosedDirectory) throw error;
  }
  return canPass(account, path);
}

/** By trying, since access lists and mounts decide as well as modes. */
async function canPass(account: ServerAccount, path: string): Promise<boolean> {
  return runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', path], account).then(
    () => true,
    () => false,
  );
}
