import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { clusterPath, passwordPath } from './cluster-paths.js';
import { createCluster, removeUnfinishedClusters } from './create-cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { ServerAccount } from './server-account.js';

/** PostgreSQL's own data directory, complete, and the secret that opens it. */
export interface Cluster {
  readonly path: string;
  readonly password: string;
}

/** Opens the cluster of the directory, or makes one. Half-made ones of killed services are removed. */
export async function ensureCluster(
  directory: string,
  binaries: Binaries,
  account: ServerAccount | undefined,
  durable: boolean,
): Promise<Cluster> {
  const path = clusterPath(directory);
  await removeUnfinishedClusters(directory);
  if (await exists(path)) await checkVersion(path, binaries);
  else await createCluster(directory, binaries, account, durable);
  return { path, password: await readPassword(directory) };
}

async function checkVersion(path: string, { major }: Binaries): Promise<void> {
  const version = (await readFile(join(path, 'PG_VERSION'), 'utf8').catch(() => 'of unknown version')).trim();
  if (version === major) return;
  throw new EmbeddedPostgresError(
    `The data in ${path} belong to PostgreSQL ${version}, but this is PostgreSQL ${major}: ` +
      `move them over with pg_dump, or set DATA_DIR to another directory`,
  );
}

async function readPassword(directory: string): Promise<string> {
  const file = passwordPath(directory);
  const password = await readFile(file, 'utf8').catch(() => '');
  if (password !== '') return password;
  throw new EmbeddedPostgresError(
    `The password of the database in ${directory} cannot be read from ${file}: ` +
      `restore that file or set DATA_DIR to another directory`,
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
