import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { FastifyBaseLogger } from 'fastify';
import { SECURITY_HEADERS } from '../security-headers.js';
import { PROBLEM_CONTENT_TYPE } from './problem.js';
import { reportOfStatus } from './problem-report.js';

const STATUS_OF: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers bytes that Node could not read as a request, for which there is neither a request nor a reply; if it can. */
export function answerClientError(
  error: Error & { code?: string },
  socket: Socket,
  log: FastifyBaseLogger,
): void {
  if (error.code === 'ECONNRESET') return;
  if (isShakingHands(socket)) {
    log.info({ code: error.code, remoteAddress: socket.remoteAddress }, 'not a TLS connection');
    socket.destroy();
    return;
  }
  if (socket.destroyed) return;
  const requestId = randomUUID();
  const status = STATUS_OF[error.code ?? ''] ?? 400;
  log.info({ requestId, status, code: error.code, remoteAddress: socket.remoteAddress }, 'not a request');
  const earlier = requestUnderWay(socket);
  if (earlier) earlier.shouldKeepAlive = false;
  else endWith(socket, rawAnswer(status, requestId));
}

/** Where the keys are not agreed on, nothing can be said. Which protocol is next is known as soon as they are. */
function isShakingHands(socket: Socket): boolean {
  return (socket as Partial<TLSSocket>).alpnProtocol === null;
}

function endWith(socket: Socket, answer: string): void {
  const isAnswered = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage?.headersSent;
  if (socket.writable && !isAnswered) socket.write(answer);
  socket.destroySoon();
}

/**
 * The answer to an earlier request that has arrived whole and is being worked on: whatever is written now would be
 * taken for it, though the request may well take effect. It is let finish, and the connection ends with it.
 */
function requestUnderWay(socket: Socket): ServerResponse | undefined {
  const answer = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage;
  return answer?.req.complete ? answer : undefined;
}

function rawAnswer(status: number, requestId: string): string {
  const body = JSON.stringify(reportOfStatus(status).problem);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM_CONTENT_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  return [...head, '', body].join('\r\n');
}
