import { setTimeout as sleep } from 'node:timers/promises';
import { jsonRequest } from '../load/http-request.js';
import { KeepAliveConnection } from '../load/keep-alive-connection.js';
import { COUNTER } from '../load/load.js';
import { tell } from '../machine/pinned-program.js';
import { quantile } from '../measuring/statistics.js';
import type { WaitingFigures, WaitingLoad } from './waiting.js';

const WAIT = 30;
/** How many connections are opened at a time: as many as a server's queue takes. */
const OPENED_AT_ONCE = 100;
/** Between two publications: the polls that were answered wait again by then. In milliseconds. */
const PAUSE = 20;
const LONGEST_ANSWER = 30_000;

/** When each poll was answered by something new, since the last publication. */
let answeredAt: number[] = [];
let counter = Date.now() % 100_000_000_000;

process.on('message', (load: WaitingLoad) => void measure(load).then(tell, fail));
tell({ ready: true });

function fail(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}

async function measure({ port, pollers, publishers, publications }: WaitingLoad): Promise<WaitingFigures> {
  const open: KeepAliveConnection[] = [];
  for (let first = 0; first < pollers.length; first += OPENED_AT_ONCE) {
    const some = pollers.slice(first, first + OPENED_AT_ONCE);
    const connections = await Promise.all(some.map(() => KeepAliveConnection.open(port)));
    for (const [index, { secret, since }] of some.entries()) poll(connections[index], secret, since);
    open.push(...connections);
  }
  const publishing = await KeepAliveConnection.open(port);
  const latencies: number[] = [];
  const fromAnswer: number[] = [];
  for (let number = 0; number < publications; number += 1) {
    const publisher = publishers[number % publishers.length];
    await sleep(PAUSE);
    answeredAt = [];
    const sentAt = performance.now();
    const { status, body } = await publishing.exchange(numbered(publisher?.request ?? ''));
    const putAt = performance.now();
    if (status !== 200) throw new Error(`A publication was answered ${status}: ${body}`);
    await untilAnswered(publisher?.concerns ?? 0);
    latencies.push(...answeredAt.map((at) => at - sentAt));
    fromAnswer.push(...answeredAt.map((at) => at - putAt));
  }
  for (const connection of [...open, publishing]) connection.close();
  return {
    ...{ p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), answers: latencies.length },
    p50FromAnswer: quantile(fromAnswer, 0.5),
  };
}

/** Waits again as soon as it is answered; an answer without news only brings it up to date. */
function poll(connection: KeepAliveConnection | undefined, secret: string, since: string): void {
  const request = jsonRequest('GET', `/v1/operator-backends/updates?since=${since}&wait=${WAIT}`, secret);
  const answered = (status: number) => {
    const at = performance.now();
    const { body } = connection ?? { body: '' };
    if (status !== 200) throw new Error(`A poll was answered ${status}: ${body}`);
    const { updated, asOf } = JSON.parse(body) as { updated: unknown[]; asOf: string };
    if (updated.length > 0) answeredAt.push(at);
    poll(connection, secret, asOf);
  };
  connection?.send(request, answered, fail);
}

async function untilAnswered(count: number): Promise<void> {
  const deadline = performance.now() + LONGEST_ANSWER;
  while (answeredAt.length < count) {
    if (performance.now() > deadline)
      throw new Error(`${answeredAt.length} of ${count} polls were answered in ${LONGEST_ANSWER} ms.`);
    await sleep(1);
  }
}

function numbered(request: string): string {
  return request.replaceAll(COUNTER, String((counter += 1)).padStart(COUNTER.length, '0'));
}
