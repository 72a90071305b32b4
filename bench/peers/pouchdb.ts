import { httpRequest } from '../load/http-request.js';
import type { Cores } from '../machine/cores.js';
import type { Target } from '../measuring/target.js';
import { freePort } from '../../src/database/embedded-postgres/index.js';
import { startPeer } from './peer.js';

/** A pouchdb-server, in memory, that holds these documents, and the question for what changed since the last of them. */
export async function startPouchdb(
  command: string,
  documents: readonly object[],
  cores: Cores,
): Promise<Target & AsyncDisposable> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const args = () => ['--in-memory', '--no-stdout-logs', '--host', '127.0.0.1', '--port', String(port)];
  const pouchdb = await startPeer({ command, args, readyUrl: address }, cores);
  await expectOk(fetch(`${address}/registry`, { method: 'PUT' }));
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ docs: documents });
  await expectOk(fetch(`${address}/registry/_bulk_docs`, { method: 'POST', headers, body }));
  const { last_seq: since } = (await expectOk(fetch(`${address}/registry/_changes`))) as { last_seq: number };
  return { ...pouchdb, port, requests: [httpRequest('GET', `/registry/_changes?since=${since}`, {})] };
}

async function expectOk(answer: Promise<Response>): Promise<unknown> {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.url} was answered ${response.status}.`);
  return response.json();
}
