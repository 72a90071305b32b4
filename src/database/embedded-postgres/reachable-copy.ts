import { access, chmod, cp, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformPackage } from './platform-package.js';
import { makeRootOwnedDirectory } from './root-owned-directory.js';

/**
 * Copies PostgreSQL out of a package that only root can reach, such as one below `/root`. The copy is made once
 * for each version, and only root can write where it lies: these programs are run.
 *
 * @returns the copy of the package's `native` folder
 */
export async function reachableCopy(source: PlatformPackage, systemDirectory: string): Promise<string> {
  const copy = join(await home(systemDirectory), `postgresql-${source.platform}-${source.version}`);
  if (await exists(copy)) return copy;
  const unfinished = await mkdtemp(`${copy}.`);
  try {
    await cp(join(source.root, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
    await openToAll(unfinished);
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another service may have finished its copy first.
    if (!(await exists(copy))) throw error;
  }
  return copy;
}

/** On a read-only system, or one where someone planted the name: a new place, and a new copy, at each start. */
async function home(systemDirectory: string): Promise<string> {
  try {
    await makeRootOwnedDirectory(systemDirectory);
    return systemDirectory;
  } catch {
    const temporary = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-'));
    await chmod(temporary, 0o755);
    return temporary;
  }
}

/** npm may have installed under a umask that closed the files to everyone else. */
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
