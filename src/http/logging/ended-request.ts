import type { FastifyRequest } from 'fastify';

/** A request that is over, answered or not. */
export interface EndedRequest {
  readonly request: FastifyRequest;
  readonly status: number;
  readonly durationMs: number;
  /** The caller went away before it had the whole answer. */
  readonly isAborted: boolean;
}
