import { lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterPath } from './cluster-paths.js';
import { findServerAccount } from './find-server-account.js';
import type { ServerAccount } from './server-account.js';

/**
 * PostgreSQL opens only a cluster that its own user owns, so the owner of an existing one decides who runs it.
 * One that root owns, as a copy or a restored backup may, is given to the server's user.
 *
 * @returns undefined if there is no cluster in the directory
 */
export async function clusterAccount(directory: string): Promise<ServerAccount | undefined> {
  const cluster = clusterPath(directory);
  const owner = await stat(cluster).catch(() => undefined);
  if (!owner) return undefined;
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = await findServerAccount();
  await giveTo(account, cluster);
  return account;
}

async function giveTo({ uid, gid }: ServerAccount, cluster: string): Promise<void> {
  for (const path of await readdir(cluster, { recursive: true })) await lchown(join(cluster, path), uid, gid);
  // Last: the root's owner tells whether the work is done.
  await lchown(cluster, uid, gid);
}
