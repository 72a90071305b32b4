import { startHelloWorld } from '../floors/hello-world.js';
import { compareThroughput, throughputFigures } from '../measuring/compare-throughput.js';
import type { Row } from './row.js';
import { pollSince } from './targets.js';

export const pollQuiet: Row = {
  name: 'poll-quiet',
  title: 'a poll that finds nothing new, against hello world of the same stack',
  measure: async (bench) => {
    const registry = await bench.smallRegistry();
    const { secret, asOf } = registry;
    const { cores, logLevel, rounds } = bench.options;
    await using hello = await startHelloWorld({ secrets: [secret], logLevel }, cores);
    const targets = [pollSince(registry, secret, asOf), hello] as const;
    const compared = await compareThroughput(bench.generator, rounds, targets, bench.pressure);
    const against = 'hello world: Nest on Fastify, bearer check';
    return [{ what: 'poll, nothing new', against, wanted: { atLeast: 0.8 }, ...throughputFigures(compared) }];
  },
};
