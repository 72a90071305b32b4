import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM_DIRECTORY, PROGRAM_ENVIRONMENT } from './run-program.js';
import type { ServerAccount } from './server-account.js';

/**
 * Reads a pipe that ends only when the service is gone. Signals the server only while the server's own pid file
 * names it, and waits for that file a few seconds in case the service was killed while the server was starting.
 */
const SCRIPT = `
while read -r _; do :; done
for _ in 1 2 3 4 5; do
  kill -0 "$1" || exit 0
  if read -r pid < "$2" && [ "$pid" = "$1" ]; then kill -INT "$1"; exit 0; fi
  sleep 1
done`;

/** Shuts the server down if this process is killed and cannot. Must be stopped once the server is gone. */
export interface Guardian {
  stop(): void;
}

/** In a session of its own, as the server is: Ctrl-C at a terminal reaches the service only. */
export function startGuardian(
  serverPid: number,
  clusterPath: string,
  account: ServerAccount | undefined,
): Guardian {
  if (process.platform === 'win32') return { stop: () => {} };
  const pidFile = join(clusterPath, 'postmaster.pid');
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'guardian', String(serverPid), pidFile], {
    ...account,
    cwd: PROGRAM_DIRECTORY,
    env: PROGRAM_ENVIRONMENT,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a guardian the server still serves; the next start clears what a kill leaves.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  return { stop: () => void child.kill('SIGKILL') };
}
