import type { Cores } from '../machine/cores.js';
import { quantile } from '../measuring/statistics.js';
import { putToEtcd, startEtcd } from './etcd.js';

const KEY = 'definition/0';

/** From a put sent to the event of a watch received, in milliseconds: the middle of so many. */
export async function measureEtcdWatch(command: string, puts: number, cores: Cores): Promise<number> {
  await using etcd = await startEtcd(command, ['a definition'], cores);
  const address = `http://127.0.0.1:${etcd.port}`;
  const key = Buffer.from(KEY).toString('base64');
  const stop = new AbortController();
  const watch = JSON.stringify({ create_request: { key } });
  const { signal } = stop;
  const events = await fetch(`${address}/v3/watch`, { method: 'POST', body: watch, signal });
  const reader = events.body?.getReader();
  await reader?.read();
  const durations: number[] = [];
  for (let count = 0; count < puts; count += 1) {
    const start = performance.now();
    const put = putToEtcd(address, KEY, `version ${count}`);
    await reader?.read();
    durations.push(performance.now() - start);
    await put;
  }
  stop.abort();
  return quantile(durations, 0.5);
}
