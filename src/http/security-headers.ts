import type { FastifyReply, FastifyRequest } from 'fastify';

/** An answer is data: whatever a browser is made to take it for, it loads nothing, runs nothing, and is in no frame. */
const OF_DATA = "default-src 'none'; frame-ancestors 'none'";

/**
 * The documentation is Swagger UI, which comes from this server with all it needs. It has style elements in its page
 * and styles on elements; its icons are in its style sheet.
 */
const OF_DOCUMENTATION = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What tells browsers to take an answer for nothing but what it is. No page of another origin gets to read any. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': OF_DATA,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

const ENTRIES = Object.entries(SECURITY_HEADERS);

const ONE_YEAR = 'max-age=31536000';

export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  for (const [name, value] of ENTRIES) void reply.header(name, value);
  if (request.routeOptions.url?.startsWith('/docs'))
    void reply
      .header('Content-Security-Policy', OF_DOCUMENTATION)
      .header('Cross-Origin-Opener-Policy', 'same-origin');
  // By HTTP it means nothing, and must not be sent (RFC 6797, section 7.2).
  if (request.protocol === 'https') void reply.header('Strict-Transport-Security', ONE_YEAR);
}
