/** A server and what it is asked. */
export interface Target {
  readonly pid: number;
  readonly port: number;
  readonly requests: readonly string[];
}
