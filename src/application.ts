import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { ApplicationModule } from './application.module.js';
import type { Configuration } from './configuration/index.js';
import { Authenticator } from './credentials/index.js';
import { letIn } from './http/authentication/index.js';
import { allowLargeBodies } from './http/body/index.js';
import { createFastifyAdapter, prepareHttp } from './http/index.js';
import { createLogger, NestLogger } from './http/logging/index.js';
import { serveOpenApi } from './http/openapi/index.js';
import type { TlsIdentity } from './http/tls/index.js';
import { RequestLimit } from './limits/index.js';
import { Metrics, type MetricsReport } from './metrics/index.js';
import { serveSoap } from './soap/index.js';
import { SystemWallClock, type WallClock } from './time/index.js';

/** What comes to the service from outside; but for TLS, tests and workers decide it otherwise than the world does. */
export interface Surroundings {
  /** What the server proves by who it is; without it, it speaks plain HTTP. */
  readonly tls?: TlsIdentity | undefined;
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
  { tls, wallClock = new SystemWallClock(), log, metrics = new Metrics(), report }: Surroundings = {},
): Promise<NestFastifyApplication> {
  const logger = createLogger({ level: configuration.logLevel, ...(log && { destination: log }) });
  const module = ApplicationModule.of(configuration, databaseUrl, wallClock, metrics, report);
  const { trustedProxies, maxConnections } = configuration;
  const adapter = createFastifyAdapter({ logger, trustedProxies, maxConnections, tls, metrics });
  const options = { logger: new NestLogger(logger), abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, options);
  await prepareHttp(app);
  const doors = {
    authenticator: app.get(Authenticator, { strict: false }),
    requestLimit: app.get(RequestLimit, { strict: false }),
  };
  allowLargeBodies(app.getHttpAdapter().getInstance(), (request) => letIn(doors, request, 'admin'));
  await serveSoap(app);
  serveOpenApi(app);
  return app;
}
