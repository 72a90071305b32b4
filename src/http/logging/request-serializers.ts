import type { FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from '../request-path.js';

export function serializeRequest(request: FastifyRequest): object {
  return { id: request.id, method: request.method, path: pathOf(request.url), remoteAddress: request.ip };
}

export function serializeReply(reply: FastifyReply): object {
  return { status: reply.statusCode };
}
