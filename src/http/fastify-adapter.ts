import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics/index.js';
import { BODY_LIMIT } from './body/index.js';
import { CONNECTION_LIMITS, type ConnectionLimits } from './connection-limits.js';
import { endAnswersWithConnection } from './end-answers.js';
import { limitConnections } from './limit-connections.js';
import { AccessLog, PathWords, requestId } from './logging/index.js';
import { answerClientError, answerError } from './problem-details/index.js';
import { takeUnexpected } from './refuse-malformed.js';
import { RequestMetrics } from './request-metrics.js';
import { setStandardHeaders } from './standard-headers.js';
import { secureContextOptions, type TlsIdentity } from './tls/index.js';

export interface AdapterOptions {
  /** From `createLogger`; give Nest the same one, as `new NestLogger(logger)`. */
  readonly logger: Logger;
  /** Whose `X-Forwarded-…` headers are believed: addresses, networks, or `loopback`, `linklocal`, `uniquelocal`. */
  readonly trustedProxies: readonly string[];
  readonly metrics: Metrics;
  /** How many connections may be open at once. */
  readonly maxConnections: number;
  /** Without it, the server speaks plain HTTP. */
  readonly tls?: TlsIdentity | undefined;
  /** For tests that cannot wait for what {@link CONNECTION_LIMITS} allow. */
  readonly limits?: Partial<ConnectionLimits>;
}

/** The Fastify adapter of the service, the same for `main` and for tests; `prepareHttp` does the rest. */
export function createFastifyAdapter(options: AdapterOptions): FastifyAdapter {
  const { logger, trustedProxies, maxConnections, tls, metrics } = options;
  const {
    headersTimeout,
    connectionsCheckingInterval,
    maxHeaderSize,
    handshakeTimeout,
    maxParamLength,
    ...timeouts
  } = { ...CONNECTION_LIMITS, ...options.limits };
  // What has no `Host` is refused with a problem (`refuseMalformed`); Node would say nothing but 400.
  const http = { headersTimeout, connectionsCheckingInterval, maxHeaderSize, requireHostHeader: false };
  const requests = new RequestMetrics(metrics);
  const words = new PathWords();
  const adapter = new FastifyAdapter({
    ...timeouts,
    ...(tls ? { https: { ...http, handshakeTimeout, ...secureContextOptions(tls) } } : { http }),
    routerOptions: { maxParamLength },
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    forceCloseConnections: 'idle',
    // `prepareHttp` answers requests that come while the service stops, with a problem.
    return503OnClosing: false,
    loggerInstance: logger,
    logController: new AccessLog(words, (ended) => requests.count(ended)),
    genReqId: requestId,
    frameworkErrors: answerUnrouted,
    clientErrorHandler: (error, socket) => {
      const code = answerClientError(error, socket, logger);
      if (code !== undefined) requests.countProblem(code);
    },
  });
  words.collectFrom(adapter.getInstance());
  takeUnexpected(adapter.getHttpServer());
  endAnswersWithConnection(adapter.getHttpServer());
  limitConnections(adapter.getHttpServer(), maxConnections, logger);
  return adapter;
}

/** The router itself refuses a URL that is not well-formed, or too long a parameter, before any hook runs. */
function answerUnrouted(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  setStandardHeaders(request, reply);
  answerError(error, request, reply);
}
