import { httpRequest } from '../load/http-request.js';
import type { Cores } from '../machine/cores.js';
import type { Target } from '../measuring/target.js';
import { freePort } from '../../src/database/embedded-postgres/index.js';
import { startPeer } from './peer.js';

const FIRST = Buffer.from('definition/').toString('base64');
const BEHIND_LAST = Buffer.from('definition0').toString('base64');

/** An etcd that holds these values, and the question for what changed since the last of them was put. */
export async function startEtcd(
  command: string,
  values: readonly string[],
  cores: Cores,
): Promise<Target & AsyncDisposable> {
  const [port, peerPort] = [await freePort(), await freePort()];
  const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peerPort}`];
  const urls = [
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...[
      '--listen-peer-urls',
      peer,
      '--initial-advertise-peer-urls',
      peer,
      '--initial-cluster',
      `default=${peer}`,
    ],
  ];
  const args = (directory: string) => [
    '--data-dir',
    directory,
    '--log-level',
    'error',
    '--unsafe-no-fsync',
    ...urls,
  ];
  const etcd = await startPeer({ command, args, readyUrl: `${client}/health` }, cores);
  for (const [index, value] of values.entries()) await putToEtcd(client, `definition/${index}`, value);
  const revision = await putToEtcd(client, 'other', 'the last change');
  const range = { key: FIRST, range_end: BEHIND_LAST, min_mod_revision: String(revision + 1) };
  const headers = { 'content-type': 'application/json' };
  return { ...etcd, port, requests: [httpRequest('POST', '/v3/kv/range', headers, JSON.stringify(range))] };
}

/** @returns the revision that it made */
export async function putToEtcd(address: string, key: string, value: string): Promise<number> {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const body = JSON.stringify({ key: base64(key), value: base64(value) });
  const response = await fetch(`${address}/v3/kv/put`, { method: 'POST', body });
  const { header } = (await response.json()) as { header: { revision: string } };
  return Number(header.revision);
}
