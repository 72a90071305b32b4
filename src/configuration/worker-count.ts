import { availableParallelism } from 'node:os';

const ONE_PER_CORE = 'all';

export const WORKER_COUNT = /^([1-9]|[1-5]\d|6[0-4]|all)$/;

/** `"1"` to `"64"`, or `"all"`: one for each core that this process may use. */
export function parseWorkerCount(text: string): number {
  return text === ONE_PER_CORE ? availableParallelism() : Number(text);
}
