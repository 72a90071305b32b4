/** What a load generator is to do. */
export interface Load {
  readonly port: number;
  /** Requests as they go over the wire; connection by connection in turn. `COUNTER` in them is replaced by a number. */
  readonly requests: readonly string[];
  readonly connections: number;
  /** In milliseconds. */
  readonly duration: number;
}

/** Twelve characters, as many as the number that takes their place: the length of a body stays. */
export const COUNTER = '{{COUNTER}}_';

/** What came of it. Times are milliseconds. */
export interface LoadFigures {
  readonly answers: number;
  /** Answers with a status other than 2xx. */
  readonly refused: number;
  readonly elapsed: number;
  readonly p50: number;
  readonly p99: number;
}
