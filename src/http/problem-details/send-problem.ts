import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { SECURITY_HEADERS } from '../security-headers.js';
import { PROBLEM_CONTENT_TYPE } from './problem.js';
import type { ProblemReport } from './problem-report.js';

/**
 * Answers with the problem; does nothing when an answer is already under way.
 *
 * @param reply - Fastify's, or Node's own where a middleware failed before Fastify had one
 */
export function sendProblem(reply: FastifyReply | ServerResponse, { problem, headers }: ProblemReport): void {
  // Bytes, because Fastify adds to the type of a text a charset that problem details do not have.
  const body = Buffer.from(JSON.stringify(problem));
  if ('code' in reply) {
    if (reply.sent || reply.raw.headersSent) return;
    // Set after other headers, so that a refusal is never kept where the answer itself might be.
    void reply
      .code(problem.status)
      .headers(headers)
      .removeHeader('ETag')
      .type(PROBLEM_CONTENT_TYPE)
      .send(body);
  } else if (!reply.headersSent) {
    reply
      .writeHead(problem.status, { ...SECURITY_HEADERS, ...headers, 'Content-Type': PROBLEM_CONTENT_TYPE })
      .end(body);
  }
}
