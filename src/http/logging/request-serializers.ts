import type { FastifyReply, FastifyRequest } from 'fastify';
import { remoteAddressOf } from '../remote-address.js';

export function serializeRequest(request: FastifyRequest): object {
  return {
    id: request.id,
    method: request.method,
    route: request.routeOptions.url,
    remoteAddress: remoteAddressOf(request),
  };
}

export function serializeReply(reply: FastifyReply): object {
  return { status: reply.statusCode };
}
