import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterPath } from './cluster-paths.js';

/**
 * Tells the files of a cluster from a copy of them, which PostgreSQL itself cannot: its control file is written in place
 * for as long as the cluster lives, so that what the file system knows it by stays, and is another wherever it was
 * copied or unpacked. A snapshot of the whole file system looks the same.
 * @param directory the data directory of the service
 */
export async function clusterFiles(directory: string): Promise<string> {
  const file = join(clusterPath(directory), 'global', 'pg_control');
  const { ino, birthtimeNs, ctimeNs } = await stat(file, { bigint: true });
  // Some file systems do not know when a file was made, and tell when it was last written.
  return birthtimeNs === ctimeNs ? `${ino}` : `${ino}-${birthtimeNs}`;
}
