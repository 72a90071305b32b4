import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { type Configuration, formatTokenKeys } from '../configuration/index.js';
import { createLogger, NestLogger } from '../http/logging/index.js';
import type { TlsIdentity } from '../http/tls/index.js';
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
  tls: TlsIdentity | undefined,
): Promise<Server> {
  const port = await findPort(configuration);
  const logger = createLogger({ level: configuration.logLevel });
  Logger.overrideLogger(new NestLogger(logger));
  cluster.setupPrimary({ exec: PROGRAM, args: [] });
  const TOKEN_KEYS = formatTokenKeys(configuration.tokenKeys ?? []);
  const environment = { DATABASE_URL: databaseUrl, PORT: String(port), TOKEN_KEYS };
  const workers = new Workers(environment, logger, tls);
  try {
    const address = await workers.start(configuration.workers);
    return {
      address,
      renewTls: (identity) => workers.renewTls(identity),
      stop: () => workers.stop(),
    };
  } catch (error) {
    await workers.stop();
    throw error;
  }
}
