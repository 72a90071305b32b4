import { compareThroughput, throughputFigures } from '../measuring/compare-throughput.js';
import type { Target } from '../measuring/target.js';
import { startEtcd } from '../peers/etcd.js';
import { findProgram } from '../peers/peer.js';
import { startPouchdb } from '../peers/pouchdb.js';
import type { Workbench } from '../workbench.js';
import { NotHere, type Row } from './row.js';
import { pollSince } from './targets.js';

const ETCD_DOES_NOT =
  'etcd answers with keys and values of one revision; it does not know who may see what, has no JSON but base64 in JSON, ' +
  'checks nobody here, and writes no line of log for a request';
const POUCHDB_DOES_NOT =
  'pouchdb-server tells IDs of documents that changed; it does not know who may see what, and checks nobody here; it logs each request to a file';

export const pollEtcd: Row = {
  name: 'poll-etcd',
  title: 'a poll that finds nothing new, against etcd: range with min_mod_revision by its JSON gateway',
  measure: async (bench) => {
    const command = await findProgram('etcd');
    if (command === undefined)
      throw new NotHere('etcd is not installed (Debian: apt-get install etcd-server).');
    const values = (await definitionsOf(bench)).map((definition) => JSON.stringify(definition));
    await using etcd = await startEtcd(command, values, bench.options.cores);
    return [await against(bench, 'etcd: range, min_mod_revision', etcd, ETCD_DOES_NOT)];
  },
};

export const pollPouchdb: Row = {
  name: 'poll-pouchdb',
  title: 'a poll that finds nothing new, against pouchdb-server: _changes?since=',
  measure: async (bench) => {
    const command = bench.options.pouchdbServer ?? (await findProgram('pouchdb-server'));
    if (command === undefined) throw new NotHere('pouchdb-server is not there (see docs/benchmark.md).');
    await using pouchdb = await startPouchdb(command, await definitionsOf(bench), bench.options.cores);
    return [await against(bench, 'pouchdb-server: _changes?since=', pouchdb, POUCHDB_DOES_NOT)];
  },
};

/** What the peers hold: the same as the registry. */
async function definitionsOf(bench: Workbench): Promise<object[]> {
  const { admin, secret } = await bench.smallRegistry();
  return (await admin.as(secret).get<{ items: object[] }>('/v1/operator-backends')).items;
}

async function against(bench: Workbench, peer: string, target: Target, doesNot: string) {
  const registry = await bench.smallRegistry();
  const targets = [pollSince(registry, registry.secret, registry.asOf), target] as const;
  const compared = await compareThroughput(bench.generator, bench.options.rounds, targets, bench.pressure);
  const { notes, ...figures } = throughputFigures(compared);
  return {
    ...{ what: 'poll, nothing new', against: peer, wanted: { atLeast: 1 } },
    ...{ ...figures, notes: [...notes, doesNot] },
  };
}
