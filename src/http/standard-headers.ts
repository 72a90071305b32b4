import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REQUEST_ID_HEADER } from './logging/index.js';
import { setQuotaHeaders } from './quota-headers.js';
import { pathOf } from './request-path.js';
import { setSecurityHeaders } from './security-headers.js';

/** Sets on every answer the headers that hold for all, where the handler has not decided otherwise. */
export function addStandardHeaders(fastify: FastifyInstance): void {
  // On sending, so that answers made before the request's own hooks ran have them, too.
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    setStandardHeaders(request, reply);
    done();
  });
}

/** For answers that no hook sees. What partners get depends on who they are, and may be kept by nobody else. */
export function setStandardHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header(REQUEST_ID_HEADER, request.id);
  setSecurityHeaders(request, reply);
  setQuotaHeaders(request, reply);
  if (!isApi(request)) return;
  if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'private, no-cache');
  if (!reply.hasHeader('Vary')) void reply.header('Vary', 'Authorization, Accept');
}

/** By the route that was found: one address can be written in many ways. */
function isApi(request: FastifyRequest): boolean {
  return /^\/(v1|soap)\//.test(request.routeOptions.url ?? pathOf(request.raw.url));
}
