import type { IncomingMessage, Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { HttpError } from './problem-details/index.js';

/** Refuses requests that Node can read, and that mean nothing that can be answered. */
export function refuseMalformed(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    const fault = holdsNul(raw) ? 'The URL holds U+0000.' : hostFault(raw);
    done(fault === undefined ? undefined : new HttpError('malformed-request', fault));
  });
}

/**
 * Has requests that Node would refuse with nothing but a status come to the hooks like any other. An expectation other
 * than `100-continue` may be ignored (RFC 9110, section 10.1.1); a missing `Host` is refused above.
 */
export function takeUnexpected(server: Server): void {
  server.on('checkExpectation', (request, response) => void server.emit('request', request, response));
}

/** In a parameter: PostgreSQL takes it for no text at all, and what is stored never holds it. */
function holdsNul({ url }: IncomingMessage): boolean {
  return url?.includes('%00') ?? false;
}

/** RFC 9112, section 3.2: exactly one, but for HTTP/1.0. Node keeps the first of several; a proxy may go by another. */
function hostFault({ httpVersion, rawHeaders }: IncomingMessage): string | undefined {
  const count = rawHeaders.filter((name, index) => index % 2 === 0 && /^host$/i.test(name)).length;
  if (count > 1) return 'There is more than one Host header.';
  return count === 0 && httpVersion === '1.1' ? 'The Host header is missing.' : undefined;
}
