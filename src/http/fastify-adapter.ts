import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics/index.js';
import { BODY_LIMIT } from './body/index.js';
import { AccessLog, requestId } from './logging/index.js';
import { answerClientError, answerError } from './problem-details/index.js';
import { RequestMetrics } from './request-metrics.js';
import { setStandardHeaders } from './standard-headers.js';

const SECOND = 1_000;

/** What one connection may take of the service. Times are milliseconds, sizes bytes. */
export const CONNECTION_LIMITS = {
  /** From the first byte of a request to its last. */
  requestTimeout: 30 * SECOND,
  headersTimeout: 15 * SECOND,
  /** How often the two above are looked after; Node's own 30 s would double them. */
  connectionsCheckingInterval: 2 * SECOND,
  /** Silence on a connection with a request under way: longer than any answer may be held back. */
  connectionTimeout: 120 * SECOND,
  /** Silence between two requests: longer than the usual minute of balancers, which must be first to close. */
  keepAliveTimeout: 72 * SECOND,
  maxHeaderSize: 16 * 1024,
  /** Characters of one path parameter. */
  maxParamLength: 256,
} as const;

export interface AdapterOptions {
  /** From `createLogger`; give Nest the same one, as `new NestLogger(logger)`. */
  readonly logger: Logger;
  /** Whose `X-Forwarded-…` headers are believed: addresses, networks, or `loopback`, `linklocal`, `uniquelocal`. */
  readonly trustedProxies: readonly string[];
  readonly metrics: Metrics;
}

/** The Fastify adapter of the service, the same for `main` and for tests; `prepareHttp` does the rest. */
export function createFastifyAdapter({ logger, trustedProxies, metrics }: AdapterOptions): FastifyAdapter {
  const { headersTimeout, connectionsCheckingInterval, maxHeaderSize, maxParamLength, ...timeouts } =
    CONNECTION_LIMITS;
  const requests = new RequestMetrics(metrics);
  return new FastifyAdapter({
    ...timeouts,
    http: { headersTimeout, connectionsCheckingInterval, maxHeaderSize },
    routerOptions: { maxParamLength },
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    forceCloseConnections: 'idle',
    // `prepareHttp` answers requests that come while the service stops, with a problem.
    return503OnClosing: false,
    loggerInstance: logger,
    logController: new AccessLog((ended) => requests.count(ended)),
    genReqId: requestId,
    frameworkErrors: answerUnrouted,
    clientErrorHandler: (error, socket) => {
      const code = answerClientError(error, socket, logger);
      if (code !== undefined) requests.countProblem(code);
    },
  });
}

/** The router itself refuses a URL that is not well-formed, or too long a parameter, before any hook runs. */
function answerUnrouted(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  setStandardHeaders(request, reply);
  answerError(error, request, reply);
}
