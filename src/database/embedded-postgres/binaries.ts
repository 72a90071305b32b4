import { join } from 'node:path';
import { EmbeddedPostgresError, USE_ANOTHER_DATABASE } from './embedded-postgres-error.js';
import { mendLibraryLinks } from './library-links.js';
import { findPlatformPackage, type PlatformPackage } from './platform-package.js';
import { reachableCopy } from './reachable-copy.js';
import { SYSTEM_DIRECTORY } from './root-owned-directory.js';
import { ProgramError, runProgram } from './run-program.js';
import type { ServerAccount } from './server-account.js';

/** PostgreSQL's programs, tried out: they load, and the server's user can run them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Such as `18`: data of another major version cannot be opened. */
  readonly major: string;
}

export async function findBinaries(account: ServerAccount | undefined): Promise<Binaries> {
  const found = findPlatformPackage();
  await mendLibraryLinks(found);
  return usableBinaries(found, account);
}

/** As root, a package that the server's user cannot run where it is gets copied to where it can. */
export async function usableBinaries(
  found: PlatformPackage,
  account: ServerAccount | undefined,
  systemDirectory = SYSTEM_DIRECTORY,
): Promise<Binaries> {
  try {
    return await tryOut(join(found.root, 'native'), account);
  } catch (error) {
    if (!account || isForeign(error)) throw cannotRun(found, error);
  }
  try {
    return await tryOut(await reachableCopy(found, systemDirectory), account);
  } catch (error) {
    throw cannotRun(found, error);
  }
}

async function tryOut(native: string, account: ServerAccount | undefined): Promise<Binaries> {
  const postgres = join(native, 'bin', 'postgres');
  const version = await runProgram(postgres, ['--version'], account);
  return { initdb: join(native, 'bin', 'initdb'), postgres, major: /\d+/.exec(version)?.[0] ?? version };
}

/** The file is there, but not the loader that it names: a system without glibc. */
function isForeign(error: unknown): boolean {
  return error instanceof ProgramError && error.code === 'ENOENT';
}

function cannotRun({ root }: PlatformPackage, error: unknown): EmbeddedPostgresError {
  const reason = isForeign(error) ? 'it needs a system with glibc' : (error as Error).message;
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL in ${root} does not run here (${reason}): ${USE_ANOTHER_DATABASE}`,
    { cause: error },
  );
}
