import { formatRevision, type Revision } from '../../src/database/index.js';
import { compareThroughput, throughputFigures } from '../measuring/compare-throughput.js';
import { spreadsOf } from '../measuring/rounds.js';
import { type FilledService, THOUSANDTH } from '../service/large-registry.js';
import { microsecondsOf } from '../service/revision-text.js';
import type { Updates } from '../service/updates.js';
import type { Row } from './row.js';
import { pollSince } from './targets.js';

const CHANGES = 10;

export const pollLarge: Row = {
  name: 'poll-large',
  title: 'a poll with 10 changes in a large registry, against one a thousandth of its size',
  measure: async (bench) => {
    const large = await bench.largeRegistry();
    await using small = await bench.filled('thousandth', THOUSANDTH);
    const targets = [await pollOfTenChanges(large), await pollOfTenChanges(small)] as const;
    const compared = await compareThroughput(bench.generator, bench.options.rounds, targets, bench.pressure);
    const what = 'poll, 10 changes: 10,000 partners, 1,000,000 versions, 1,000 connections';
    const [against, wanted] = ['10 partners, 1,000 versions, 1 connection', { atMost: 1.3 }];
    const p50 = spreadsOf(compared, (one) => one.p50);
    return [{ what, against, unit: 'ms (p50)', wanted, notes: throughputFigures(compared).notes, ...p50 }];
  },
};

/** The poll of the caller that lacks the last ten changes. */
export async function pollOfTenChanges(registry: FilledService) {
  return pollSince(registry, registry.callerSecret, await sinceOfTenChanges(registry));
}

/** The latest state since which as many definitions have changed for the caller: found by halving. */
async function sinceOfTenChanges({ admin, callerSecret }: FilledService): Promise<string> {
  const client = admin.as(callerSecret);
  const { asOf } = await client.get<Updates>('/v1/operator-backends?limit=1');
  const present = microsecondsOf(asOf);
  const sinceAt = (age: number) => formatRevision((present - age) as Revision);
  const changesAt = async (age: number) => {
    const path = `/v1/operator-backends/updates?limit=${CHANGES + 1}&since=${sinceAt(age)}`;
    return (await client.get<Updates>(path)).updated.length;
  };
  let [young, old] = [0, 28 * 86_400_000_000];
  while (old - young > 1) {
    const middle = Math.floor((young + old) / 2);
    if ((await changesAt(middle)) >= CHANGES) old = middle;
    else young = middle;
  }
  if ((await changesAt(old)) !== CHANGES) throw new Error('No state lies exactly ten changes back.');
  return sinceAt(old);
}
