import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { type Configuration, formatTokenKeys } from '../configuration/index.js';
import { createLogger } from '../http/logging/index.js';
import type { TlsIdentity } from '../http/tls/index.js';
import { Metrics } from '../metrics/index.js';
import type { Server } from '../server.js';
import { findPort } from './find-port.js';
import { Workers } from './workers.js';

const PROGRAM = fileURLToPath(new URL('./worker.js', import.meta.url));

/**
 * Answers requests by processes of their own, all on one port; this one, the primary, hands them the connections and
 * answers nothing itself. The database must be migrated.
 * @throws ListenError, WorkerError
 */
export async function startWorkers(
  configuration: Configuration,
  databaseUrl: string,
  { tls }: { readonly tls: TlsIdentity | undefined },
): Promise<Server> {
  const port = await findPort(configuration);
  const logger = createLogger({ level: configuration.logLevel });
  // Metrics are numbers of all kinds, NaN among them, which JSON does not carry.
  cluster.setupPrimary({ exec: PROGRAM, args: [], serialization: 'advanced' });
  const TOKEN_KEYS = formatTokenKeys(configuration.tokenKeys ?? []);
  const environment = { DATABASE_URL: databaseUrl, PORT: String(port), TOKEN_KEYS };
  const workers = new Workers(environment, logger, Metrics.ofProcess(), tls);
  try {
    const address = await workers.start(configuration.workers);
    return {
      address,
      metrics: workers.report,
      renewTls: (identity) => workers.renewTls(identity),
      stop: () => workers.stop(),
    };
  } catch (error) {
    await workers.stop();
    throw error;
  }
}
