import type { FastifyReply, FastifyRequest } from 'fastify';

export function serializeRequest(request: FastifyRequest): object {
  return {
    id: request.id,
    method: request.method,
    route: request.routeOptions.url,
    remoteAddress: request.ip,
  };
}

export function serializeReply(reply: FastifyReply): object {
  return { status: reply.statusCode };
}
