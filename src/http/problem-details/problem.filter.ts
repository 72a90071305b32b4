import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LimitReached } from '../../limits/index.js';
import { type ProblemReport, problemReport } from './problem-report.js';
import { sendProblem } from './send-problem.js';

/** Answers every error, of handlers, pipes, guards, hooks and Fastify itself, with problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerError(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, reportError(error, request));
}

/** For the headers, which are the same however a binding tells what is wrong. */
export function noteLimit({ quota, retryAfter }: LimitReached, request: FastifyRequest): void {
  Object.assign(request, { quota, retryAfter });
}

/**
 * Faults of the service are logged, here and nowhere else; what callers do wrong is in the access line. The request
 * notes the code, to be counted when it is over.
 */
export function reportError(error: unknown, request: FastifyRequest): ProblemReport {
  if (error instanceof LimitReached) noteLimit(error, request);
  const report = problemReport(error);
  if (hasHungUp(error)) return report;
  const { status } = report.problem;
  request.problemCode = report.code;
  if (status === 503) request.log.warn({ err: error }, 'not available');
  else if (status >= 500) request.log.error({ err: error }, 'unexpected error');
  return report;
}

/** The caller of an answer that is a stream, before it had begun: that is in the access line, and nobody is told. */
function hasHungUp(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
