import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import type { Cluster } from './cluster.js';
import { connectionUrl } from './connection.js';
import { ensureDatabase } from './ensure-database.js';
import { freePort } from './free-port.js';
import { stopFormerServer } from './former-server.js';
import type { ServerAccount } from './server-account.js';
import { ServerProcess } from './server-process.js';

export interface LaunchOptions {
  readonly binaries: Binaries;
  readonly account: ServerAccount | undefined;
  readonly durable: boolean;
  readonly onLog: ((line: string) => void) | undefined;
  readonly settings: Readonly<Record<string, string>> | undefined;
}

const ATTEMPTS = 10;

/** In milliseconds. */
const PAUSE_BETWEEN_ATTEMPTS = 300;

/**
 * What the server ends with for reasons that pass: another program took the port; a server orphaned while it
 * started has just written its pid; children of a killed server have not noticed yet.
 */
const PASSING =
  /could not create any TCP\/IP sockets|lock file "postmaster.pid"|pre-existing shared memory block/;

/** Clears what runs on the cluster still, and starts a server that answers and has the registry's database. */
export async function launchServer(
  cluster: Cluster,
  options: LaunchOptions,
  choosePort = freePort,
): Promise<{ server: ServerProcess; url: string }> {
  for (let attempt = 1; ; attempt++) {
    await stopFormerServer(cluster.path);
    const port = await choosePort();
    const server = new ServerProcess({
      ...options,
      postgres: options.binaries.postgres,
      clusterPath: cluster.path,
      port,
      settings: { ...settingsFor(options.durable), ...options.settings },
    });
    try {
      const url = await ensureDatabase(server, (database) => connectionUrl(port, cluster.password, database));
      server.unref();
      return { server, url };
    } catch (error) {
      const mayPass = !server.isRunning && PASSING.test(server.lastWords);
      await server.stop();
      if (!mayPass || attempt === ATTEMPTS) throw error;
    }
    await delay(PAUSE_BETWEEN_ATTEMPTS);
  }
}

/** The log goes to the service, which adds the time. */
function settingsFor(durable: boolean): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}
