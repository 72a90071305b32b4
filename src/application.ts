import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { ApplicationModule } from './application.module.js';
import type { Configuration } from './configuration/index.js';
import { createFastifyAdapter, prepareHttp } from './http/index.js';
import { createLogger, NestLogger } from './http/logging/index.js';
import { serveOpenApi } from './http/openapi/index.js';
import { Metrics, type MetricsReport } from './metrics/index.js';
import { serveSoap } from './soap/index.js';
import { SystemWallClock, type WallClock } from './time/index.js';

/** What a test, or a worker, decides otherwise than the world does. */
export interface Surroundings {
  readonly wallClock?: WallClock;
  /** Where log lines go instead of standard output. */
  readonly log?: DestinationStream;
  readonly metrics?: Metrics;
  /** Of the whole service, where that is several processes. */
  readonly report?: MetricsReport;
}

/** The service, ready to listen: the same for `main`, the demo and the tests. The database must be migrated. */
export async function createApplication(
  configuration: Configuration,
  databaseUrl: string,
  { wallClock = new SystemWallClock(), log, metrics = new Metrics(), report }: Surroundings = {},
): Promise<NestFastifyApplication> {
  const logger = createLogger({ level: configuration.logLevel, ...(log && { destination: log }) });
  const module = ApplicationModule.of(configuration, databaseUrl, wallClock, metrics, report);
  const adapter = createFastifyAdapter({ logger, trustedProxies: configuration.trustedProxies, metrics });
  const options = { logger: new NestLogger(logger), abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, options);
  await prepareHttp(app);
  await serveSoap(app);
  serveOpenApi(app);
  return app;
}
