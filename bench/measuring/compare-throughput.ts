import type { LoadGenerator } from '../load/load-generator.js';
import { type Compared, interleave, spreadsOf } from './rounds.js';
import { median } from './statistics.js';
import type { Target } from './target.js';
import { measureThroughput, type Pressure, type Throughput } from './throughput.js';

/** Puts both under the same load in turn. */
export function compareThroughput(
  generator: LoadGenerator,
  rounds: number,
  [subject, floor]: readonly [Target, Target],
  pressure: Pressure,
): Promise<Compared<Throughput>> {
  return interleave(
    rounds,
    () => measureThroughput(generator, subject, pressure),
    () => measureThroughput(generator, floor, pressure),
  );
}

/** Answers a second, and beside them what they cost: where a core was not busy, the ratio lies towards 1. */
export function throughputFigures(compared: Compared<Throughput>) {
  const cost = spreadsOf(compared, (measured) => measured.cost);
  const busy = (measured: readonly Throughput[]) =>
    `${(median(measured.map((one) => one.busy)) * 100).toFixed(0)} %`;
  const times = `${cost.subject.median.toFixed(0)} against ${cost.floor.median.toFixed(0)} µs`;
  return {
    ...spreadsOf(compared, (measured) => measured.rate),
    unit: 'answers/s',
    notes: [
      `processor time of the server for an answer ${times} (by that the ratio is ${(1 / cost.ratio.median).toFixed(2)}), ` +
        `its core busy ${busy(compared.subject)} against ${busy(compared.floor)}`,
    ],
  };
}
