import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import { remoteAddressOf } from '../remote-address.js';
import { pathOf } from '../request-path.js';
import type { EndedRequest } from './ended-request.js';
import type { PathWords } from './path-words.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, for the access line; the guard sets it once it knows. */
    partnerId?: string;
    /** What was asked for and what came of it, where the path and the status do not tell. */
    operation?: string;
    outcome?: string;
    /** The code of the problem that came of it. */
    problemCode?: string;
    /** It takes its time by the caller's own wish: a poll that waits, a stream. */
    isHeld?: boolean;
  }
}

/**
 * Writes one line for each request, once it is over: when the connection to it closes, so that requests whose
 * caller hung up have theirs, too.
 */
export class AccessLog extends LogController {
  /** @param onEnd told of each request once it is over, like the log */
  constructor(
    private readonly words: PathWords,
    private readonly onEnd: (ended: EndedRequest) => void,
  ) {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(request: FastifyRequest, reply: FastifyReply): void {
    const start = performance.now();
    reply.raw.once('close', () => {
      const { statusCode, headersSent, writableFinished } = reply.raw;
      const status = headersSent ? statusCode : undefined;
      const ended = { request, status, durationMs: performance.now() - start, isAborted: !writableFinished };
      writeAccessLine(ended, this.words.show(request));
      this.onEnd(ended);
    });
  }

  override requestCompleted(): void {
    // The line is written on `close`.
  }

  /** A client that went away is in the access line already. */
  override streamError(error: Error & { code?: string }, request: FastifyRequest, reply: FastifyReply): void {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') super.streamError(error, request, reply);
  }
}

/** What is asked again and again by those who run the service. */
const OF_THE_HOUSE = /^\/(health|metrics)/;

function writeAccessLine({ request, status, durationMs, isAborted }: EndedRequest, path: string): void {
  const level = OF_THE_HOUSE.test(pathOf(request.raw.url)) ? 'debug' : 'info';
  const line = {
    method: request.raw.method,
    path,
    status,
    durationMs: Math.round(durationMs * 10) / 10,
    partnerId: request.partnerId,
    operation: request.operation,
    outcome: request.outcome,
    remoteAddress: remoteAddressOf(request),
    aborted: isAborted ? true : undefined,
  };
  request.log[level](line, 'request');
}
