import { subscribe } from 'node:diagnostics_channel';
import { trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Fastify tells of each server that it makes; so nothing else need know that there are traces. */
export function nameSpansByRoute(): void {
  subscribe('fastify.initialization', (message) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRequest', (request, _reply, done) => {
      nameByRoute(request);
      done();
    });
  });
}

/** By the route and not by the path, so that what is alike is found together; the ID leads to the line in the log. */
function nameByRoute(request: FastifyRequest): void {
  const span = trace.getActiveSpan();
  const { url: route } = request.routeOptions;
  span?.setAttribute(REQUEST_ID, request.id);
  if (route !== undefined) span?.updateName(`${request.method} ${route}`).setAttribute('http.route', route);
}

/** The name of an attribute of ours: the `X-Request-Id`. */
export const REQUEST_ID = 'ochp_direct_registry.request_id';
