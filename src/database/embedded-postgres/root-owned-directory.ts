import { chmod, lstat, mkdir } from 'node:fs/promises';

/** Where the service keeps, when it runs as root, what the server's user could not reach elsewhere. */
export const SYSTEM_DIRECTORY = '/var/lib/ochp-direct-registry';

/**
 * Makes a directory that everybody may read and only root may write.
 *
 * @throws if something else is there already: another user may have planted it
 */
export async function makeRootOwnedDirectory(path: string): Promise<void> {
  try {
    await mkdir(path);
    await chmod(path, 0o755);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const found = await lstat(path);
    const trusted = found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
    if (!trusted) throw new Error(`${path} is not a directory that only root may write`, { cause: error });
  }
}
