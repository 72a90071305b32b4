import { type PlainRead, startPlainReads } from '../floors/plain-reads.js';
import { KeepAliveConnection } from '../load/keep-alive-connection.js';
import { compareThroughput, throughputFigures } from '../measuring/compare-throughput.js';
import type { Target } from '../measuring/target.js';
import { microsecondsOf } from '../service/revision-text.js';
import { TOKEN_KEYS } from '../service/token-keys.js';
import type { Updates } from '../service/updates.js';
import type { Row } from './row.js';
import { pollSince } from './targets.js';

const FLOORS: readonly { read: PlainRead; against: string }[] = [
  { read: 'by-key', against: 'raw pg, the very rows by key' },
  { read: 'by-revision', against: 'raw pg, what partners changed since' },
];

export const pollTen: Row = {
  name: 'poll-ten',
  title: 'a poll with 10 changes, against the same rows by raw pg behind node:http',
  measure: async (bench) => {
    const registry = await bench.smallRegistry();
    const { secret, partnerId, asOf, beforeTenChanges: since, databaseUrl, admin } = registry;
    const path = `/v1/operator-backends/updates?since=${since}`;
    const { updated, epoch } = await admin.as(secret).get<Updates>(path);
    const keys = updated.map((one) => [one.partnerId, one.backendId, microsecondsOf(one.changedAt)] as const);
    const place = { databaseUrl, tokenKeys: TOKEN_KEYS, partnerId };
    const settings = { ...place, since, asOf, epoch, sinceRevision: microsecondsOf(since), keys };
    await using floor = await startPlainReads(settings, bench.options.cores);
    const subject = pollSince(registry, secret, since);
    const figures = [];
    for (const { read, against } of FLOORS) {
      const targets = [subject, floor.target(read)] as const;
      await expectSameBody(...targets);
      const compared = await compareThroughput(
        bench.generator,
        bench.options.rounds,
        targets,
        bench.pressure,
      );
      figures.push({
        what: 'poll, 10 changes',
        against,
        wanted: { atLeast: 0.6 },
        ...throughputFigures(compared),
      });
    }
    return figures;
  },
};

/** A floor that answers something else would be none. */
async function expectSameBody(...targets: readonly [Target, Target]): Promise<void> {
  const bodies = await Promise.all(targets.map(bodyOf));
  if (bodies[0] !== bodies[1]) throw new Error(`The floor answers something else:\n${bodies.join('\n')}`);
}

async function bodyOf({ port, requests }: Target): Promise<string> {
  const connection = await KeepAliveConnection.open(port);
  const { body } = await connection.exchange(requests[0] ?? '');
  connection.close();
  return body;
}
