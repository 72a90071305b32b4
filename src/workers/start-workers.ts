import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import type { Configuration } from '../configuration/index.js';
import { createLogger, NestLogger } from '../http/logging/index.js';
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
export async function startWorkers(configuration: Configuration, databaseUrl: string): Promise<Server> {
  const port = await findPort(configuration);
  const logger = createLogger({ level: configuration.logLevel });
  Logger.overrideLogger(new NestLogger(logger));
  // Metrics are numbers of all kinds, NaN among them, which JSON does not carry.
  cluster.setupPrimary({ exec: PROGRAM, args: [], serialization: 'advanced' });
  const workers = new Workers({ DATABASE_URL: databaseUrl, PORT: String(port) }, logger, Metrics.ofProcess());
  try {
    const address = await workers.start(configuration.workers);
    return { address, metrics: workers.report, stop: () => workers.stop() };
  } catch (error) {
    await workers.stop();
    throw error;
  }
}
