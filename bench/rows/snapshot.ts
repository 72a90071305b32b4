import { copyVisible } from '../floors/copy-visible.js';
import { peakMemory } from '../machine/process-usage.js';
import { interleave, spreadsOf } from '../measuring/rounds.js';
import { spreadOf } from '../measuring/statistics.js';
import { LARGE } from '../service/large-registry.js';
import { takeSnapshot } from '../service/snapshot.js';
import type { Row } from './row.js';

const DEFINITIONS = LARGE.definitions;
/** A snapshot takes its time. */
const MOST_ROUNDS = 3;
const MEGABYTE = 1024 * 1024;

export const snapshot: Row = {
  name: 'snapshot',
  title: 'a snapshot of 100,000 definitions in pages of 1,000, against COPY of the same rows to a file',
  measure: async (bench) => {
    const { databaseUrl, service, filled, viewerSecret } = await bench.largeRegistry();
    const subject = () =>
      peakMemory(service.pid, async () => {
        const count = await takeSnapshot(service.port, viewerSecret);
        if (count !== DEFINITIONS) throw new Error(`The snapshot had ${count} definitions.`);
      });
    const floor = () => peakMemory(service.pid, () => copyVisible(databaseUrl, filled.viewer));
    const compared = await interleave(Math.min(bench.options.rounds, MOST_ROUNDS), subject, floor);
    const rate = spreadsOf(compared, ({ duration }) => (DEFINITIONS * 1_000) / duration);
    const peaks = compared.subject.map(({ peak }) => peak / MEGABYTE);
    const [first = NaN] = peaks;
    const what = 'snapshot of 100,000 definitions';
    return [
      {
        what,
        against: 'COPY of the same rows to a file',
        unit: 'definitions/s',
        wanted: { atLeast: 0.25 },
        ...rate,
      },
      {
        ...{ what: `${what}: most resident memory`, against: 'the first of the rounds', unit: 'MiB' },
        ...{ subject: spreadOf(peaks), floor: spreadOf([first]), wanted: { atMost: 1.1 } },
        ratio: spreadOf(peaks.map((peak) => peak / first)),
      },
    ];
  },
};
