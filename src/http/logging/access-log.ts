import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import { pathOf } from '../request-path.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, for the access line; the guard sets it once it knows. */
    partnerId?: string;
    /** What was asked for and what came of it, where the path and the status do not tell. */
    operation?: string;
    outcome?: string;
  }
}

/**
 * Writes one line for each request, once it is over: when the connection to it closes, so that requests whose
 * caller hung up have theirs, too.
 */
export class AccessLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(request: FastifyRequest, reply: FastifyReply): void {
    const start = performance.now();
    // Once the connection is gone, so is the address.
    const { ip } = request;
    reply.raw.once('close', () =>
      writeAccessLine(request, reply, { ip, durationMs: performance.now() - start }),
    );
  }

  override requestCompleted(): void {
    // The line is written on `close`.
  }

  /** A client that went away is in the access line already. */
  override streamError(error: Error & { code?: string }, request: FastifyRequest, reply: FastifyReply): void {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') super.streamError(error, request, reply);
  }
}

function writeAccessLine(
  request: FastifyRequest,
  reply: FastifyReply,
  { ip, durationMs }: { ip: string; durationMs: number },
): void {
  const path = pathOf(request.raw.url);
  const level = path.startsWith('/health') ? 'debug' : 'info';
  const line = {
    method: request.raw.method,
    path,
    status: reply.raw.statusCode,
    durationMs: Math.round(durationMs * 10) / 10,
    partnerId: request.partnerId,
    operation: request.operation,
    outcome: request.outcome,
    remoteAddress: ip,
    aborted: reply.raw.writableFinished ? undefined : true,
  };
  request.log[level](line, 'request');
}
