import type { FastifyRequest } from 'fastify';

/** A request that is over, answered or not. */
export interface EndedRequest {
  readonly request: FastifyRequest;
  /** Undefined where the caller had gone before anything was answered. */
  readonly status: number | undefined;
  readonly durationMs: number;
  /** The caller went away before it had the whole answer. */
  readonly isAborted: boolean;
}
