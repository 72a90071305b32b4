import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Quota } from '../limits/index.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the caller may have, and what is left of it. */
    quota?: Quota | undefined;
    /** Seconds after which a caller that was refused may try again. */
    retryAfter?: number;
  }
}

/** As draft-ietf-httpapi-ratelimit-headers-11 has them: lists of structured fields, here of one item. */
export function setQuotaHeaders({ quota, retryAfter }: FastifyRequest, reply: FastifyReply): void {
  if (!quota) return;
  const { policy, most, remaining, window, resetsIn } = quota;
  const terms = window === undefined ? ';qu="concurrent-requests"' : `;w=${window}`;
  const until = resetsIn === undefined ? '' : `;t=${resetsIn}`;
  void reply
    .header('RateLimit-Policy', `"${policy}";q=${most}${terms}`)
    .header('RateLimit', `"${policy}";r=${remaining}${until}`);
  if (retryAfter !== undefined) void reply.header('Retry-After', String(retryAfter));
}
