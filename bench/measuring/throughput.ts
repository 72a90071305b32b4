import type { LoadFigures } from '../load/load.js';
import type { LoadGenerator } from '../load/load-generator.js';
import { processorTime } from '../machine/process-usage.js';
import type { Target } from './target.js';

/** What a server did under load. */
export interface Throughput {
  /** Answers a second. */
  readonly rate: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The part of one core that the server took. */
  readonly busy: number;
  /** Processor time of the server for one answer, in microseconds. */
  readonly cost: number;
}

/** How hard. */
export interface Pressure {
  readonly connections: number;
  /** In milliseconds. */
  readonly duration: number;
}

/** Fails where the server refuses anything: a refusal is quick, and would make a good figure. */
export function measureThroughput(
  generator: LoadGenerator,
  { pid, port, requests }: Target,
  pressure: Pressure,
): Promise<Throughput> {
  return throughputOf(pid, () => generator.generate({ port, requests, ...pressure }));
}

/** What a process makes of the work, and what it takes for it. */
export async function throughputOf(pid: number, work: () => Promise<LoadFigures>): Promise<Throughput> {
  const before = await processorTime(pid);
  const { answers, refused, elapsed, p50, p99 } = await work();
  if (refused > 0) throw new Error(`${refused} of ${answers} requests were refused.`);
  const taken = (await processorTime(pid)) - before;
  return {
    ...{ p50, p99, rate: (answers / elapsed) * 1_000 },
    busy: (taken * 1_000) / elapsed,
    cost: (taken * 1_000_000) / answers,
  };
}
