import { createHistogram } from 'node:perf_hooks';
import { tell } from '../machine/pinned-program.js';
import { KeepAliveConnection } from './keep-alive-connection.js';
import { COUNTER, type Load, type LoadFigures } from './load.js';

const NANOSECONDS = 1_000_000;

/** Never the same twice, also after a restart: tokens must be new. */
let counter = Date.now() % 100_000_000_000;

process.on('message', (load: Load) => void generate(load).then(tell, fail));
tell({ ready: true });

function fail(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}

/** Each connection sends its next request when it has its answer, until the time is over. */
async function generate({ port, requests, connections, duration }: Load): Promise<LoadFigures> {
  const open = await Promise.all(Array.from({ length: connections }, () => KeepAliveConnection.open(port)));
  const durations = createHistogram();
  const start = performance.now();
  let [answers, refused] = [0, 0];
  await Promise.all(
    open.map(
      (connection, index) =>
        new Promise<void>((settle, failed) => {
          const request = requests[index % requests.length] ?? '';
          const isCounted = request.includes(COUNTER);
          let sent = 0;
          const next = () => {
            sent = performance.now();
            if (sent - start >= duration) settle();
            else connection.send(isCounted ? numbered(request) : request, answered, failed);
          };
          const answered = (status: number) => {
            answers += 1;
            if (status < 200 || status > 299) refused += 1;
            durations.record(Math.max(1, Math.round((performance.now() - sent) * NANOSECONDS)));
            next();
          };
          next();
        }),
    ),
  );
  const elapsed = performance.now() - start;
  for (const connection of open) connection.close();
  const at = (percent: number) => durations.percentile(percent) / NANOSECONDS;
  return { answers, refused, elapsed, p50: at(50), p99: at(99) };
}

function numbered(request: string): string {
  return request.replaceAll(COUNTER, String((counter += 1)).padStart(COUNTER.length, '0'));
}
