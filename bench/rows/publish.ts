import { query } from '../database/measured-database.js';
import { recordPublications } from '../floors/record-publications.js';
import { type RecordedPublication, ReplayedWrites } from '../floors/replayed-writes.js';
import { jsonRequest } from '../load/http-request.js';
import { COUNTER } from '../load/load.js';
import { throughputFigures } from '../measuring/compare-throughput.js';
import { interleave } from '../measuring/rounds.js';
import { measureThroughput, throughputOf } from '../measuring/throughput.js';
import { type Publisher, admitPublishers, tokenPath } from '../service/publishers.js';
import type { Registry } from '../service/registry.js';
import { TOKEN_KEYS } from '../service/token-keys.js';
import type { Workbench } from '../workbench.js';
import type { Row } from './row.js';

const WRITERS = 8;

export const publish: Row = {
  name: 'publish',
  title: 'publications by 8 writers, against the same statements by raw pg',
  measure: async (bench) => {
    const { databaseUrl, publishers, publications } = await recorded(bench);
    await using registry = await bench.serve(databaseUrl);
    await using floor = await ReplayedWrites.start(
      { databaseUrl, tokenKeys: TOKEN_KEYS, publications },
      bench.options.cores,
    );
    await expectWritten(registry, floor, publishers);
    const { pid, port } = registry.service;
    const requests = publishers.map(({ secret, backendId }) =>
      jsonRequest('PUT', tokenPath(backendId), secret, { accessToken: `put-${COUNTER}` }),
    );
    const pressure = { ...bench.pressure, connections: WRITERS };
    const compared = await interleave(
      bench.options.rounds,
      () => measureThroughput(bench.generator, { pid, port, requests }, pressure),
      () => throughputOf(floor.pid, () => floor.write(bench.options.duration)),
    );
    const { notes, ...figures } = throughputFigures(compared);
    const count = `the service sends ${countsOf(publications)} statements for a publication`;
    const against = 'the same statements by raw pg, 8 clients';
    const what = 'publications by 8 writers';
    return [{ what, against, wanted: { atLeast: 0.7 }, ...figures, notes: [...notes, count] }];
  },
};

/** Of all eight: they differ where something slipped in. */
function countsOf(publications: readonly RecordedPublication[]): string {
  return [...new Set(publications.map(({ statements }) => statements.length))].join(' or ');
}

/** What the service sends is recorded from the database's log, on a service that ends before anything is measured. */
async function recorded(bench: Workbench) {
  const databaseUrl = await bench.database.create('publish');
  await query(databaseUrl, `ALTER DATABASE publish SET log_statement = 'all'`);
  await using registry = await bench.serve(databaseUrl);
  const publishers = await admitPublishers(registry.admin, WRITERS);
  const publications = await recordPublications(bench.database, registry, publishers);
  await query(databaseUrl, 'ALTER DATABASE publish RESET log_statement');
  return { databaseUrl, publishers, publications };
}

/** A floor whose writes the service does not see would do something else. */
async function expectWritten(registry: Registry, floor: ReplayedWrites, publishers: readonly Publisher[]) {
  await floor.write(0);
  for (const { secret, backendId } of publishers) {
    const definition = await registry.admin.as(secret).get<object>(`/v1/self/operator-backends/${backendId}`);
    if (!JSON.stringify(definition).includes('replayed-')) throw new Error('The floor did not publish.');
  }
}
