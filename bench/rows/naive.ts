import { interleave, spreadsOf } from '../measuring/rounds.js';
import { NaiveFeed } from '../naive/naive-feed.js';
import { runRace } from '../naive/race.js';
import { RegistryFeed } from '../naive/registry-feed.js';
import { publicationOf } from '../service/publication.js';
import { admitProviders } from '../service/providers.js';
import { admitPublishers } from '../service/publishers.js';
import type { Row } from './row.js';

const WRITERS = 8;

export const naive: Row = {
  name: 'naive',
  title: 'what polls miss while 8 writers write, against a table polled by updated_at > since',
  measure: async (bench) => {
    const { rounds, duration } = bench.options;
    await using registry = await bench.registry('naive');
    const publishers = await admitPublishers(registry.admin, WRITERS);
    const [secret = ''] = await admitProviders(registry.admin, publishers, 1);
    using feed = await RegistryFeed.open(registry.admin.as(secret), publishers);
    await using plain = await NaiveFeed.create(registry.databaseUrl, WRITERS);
    const naiveFeed = {
      poll: () => plain.poll(),
      write: (writer: number, name: string) => plain.write(writer, name, publicationOf('DE0AA', name, name)),
    };
    const compared = await interleave(
      rounds,
      () => runRace(feed, WRITERS, duration),
      () => runRace(naiveFeed, WRITERS, duration),
    );
    const against = 'updated_at > since by pg';
    const { subject, floor } = spreadsOf(compared, ({ missed }) => missed);
    const written = spreadsOf(compared, (one) => one.written);
    const note = `${written.subject.median} changes written in a round, against ${written.floor.median}; all missed in all rounds together: ${total(compared.subject)} against ${total(compared.floor)}`;
    return [
      {
        ...{ what: 'changes that no poll told of', against, unit: 'changes', subject, floor },
        ...{ wanted: { atMost: 0 }, notes: [note] },
      },
      {
        what: 'polls of one client meanwhile',
        against,
        unit: 'polls/s',
        ...spreadsOf(compared, ({ rate }) => rate),
      },
    ];
  },
};

function total(measured: readonly { missed: number }[]): number {
  return measured.reduce((sum, { missed }) => sum + missed, 0);
}
