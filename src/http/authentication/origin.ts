import type { FastifyRequest } from 'fastify';
import type { AuditedBinding, Origin } from '../../audit/index.js';

/** Where a request comes from, as the access log has it. */
export function originOf({ ip, id }: FastifyRequest, binding: AuditedBinding): Origin {
  // Unknown where a connection by TLS broke off as soon as the keys were agreed on.
  const remoteAddress = (ip as string | undefined) ?? null;
  return { remoteAddress, requestId: id, binding };
}
