import type { FastifyRequest } from 'fastify';
import type { AuditedBinding, Origin } from '../../audit/index.js';
import { remoteAddressOf } from '../remote-address.js';

/** Where a request comes from, as the access log has it. */
export function originOf(request: FastifyRequest, binding: AuditedBinding): Origin {
  return { remoteAddress: remoteAddressOf(request) ?? null, requestId: request.id, binding };
}
