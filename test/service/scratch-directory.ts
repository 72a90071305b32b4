import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAIN } from './service-process.js';

/** A system user to run the service as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** An empty directory to start the service in, and how to get rid of it. */
export interface ScratchDirectory {
  readonly path: string;
  remove(): Promise<void>;
}

/** Open to all, so that a PostgreSQL of another user's can keep its data below. */
export async function makeScratchDirectory(owner?: Account): Promise<ScratchDirectory> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'ochp-direct-registry-service-')));
  await chmod(path, 0o755);
  if (owner) await chown(path, owner.uid, owner.gid);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 10 }) };
}

/** The user `nobody`, where root runs the tests and that user can read the service; only root can become another. */
export function findOrdinaryAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const ask = (what: string) =>
    Number(spawnSync('id', [what, 'nobody'], { encoding: 'utf8' }).stdout || Number.NaN);
  const account = { uid: ask('-u'), gid: ask('-g') };
  if (Number.isNaN(account.uid)) return undefined;
  const canRead = spawnSync('test', ['-r', MAIN, '-a', '-x', process.execPath], account).status === 0;
  return canRead ? account : undefined;
}
