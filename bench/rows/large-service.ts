import { spreadOf } from '../measuring/statistics.js';
import { measureThroughput } from '../measuring/throughput.js';
import { takeSnapshot } from '../service/snapshot.js';
import { pollOfTenChanges } from './poll-large.js';
import type { Row } from './row.js';

const MEGABYTE = 1024 * 1024;

export const start: Row = {
  name: 'start',
  title: 'from the start of the process until it is ready, with the large database',
  measure: async (bench) => {
    const { databaseUrl } = await bench.largeRegistry();
    const times: number[] = [];
    for (let round = 0; round < bench.options.rounds; round += 1) {
      await using registry = await bench.serve(databaseUrl);
      times.push(registry.service.startTime / 1_000);
    }
    const what = 'start to ready, 1,000,000 versions';
    return [{ what, against: '–', unit: 's', subject: spreadOf(times), wanted: { below: 2 } }];
  },
};

export const memory: Row = {
  name: 'memory',
  title: 'resident memory with the large database, after polls and a snapshot',
  measure: async (bench) => {
    const registry = await bench.largeRegistry();
    const { service, viewerSecret } = registry;
    await measureThroughput(bench.generator, await pollOfTenChanges(registry), bench.pressure);
    await takeSnapshot(service.port, viewerSecret);
    const subject = spreadOf([(await service.residentMemory()) / MEGABYTE]);
    const what = 'resident memory, 1,000,000 versions, after polls and a snapshot';
    return [{ what, against: '–', unit: 'MiB', subject, wanted: { below: 250 } }];
  },
};
