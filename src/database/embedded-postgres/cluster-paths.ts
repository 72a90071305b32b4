import { join } from 'node:path';

/** PostgreSQL's own data directory, below the one of the service. It is there only when it is complete. */
export function clusterPath(directory: string): string {
  return join(directory, 'data');
}

export function passwordPath(directory: string): string {
  return join(directory, 'password');
}
