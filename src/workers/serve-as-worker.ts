import type { Configuration } from '../configuration/index.js';
import type { TlsIdentity } from '../http/tls/index.js';
import { Metrics } from '../metrics/index.js';
import { startServer } from '../server.js';
import { stopOnSignals } from '../stop-on-signals.js';
import type { Tracing } from '../tracing/index.js';
import { PrimaryReport } from './primary-report.js';
import { type PrimaryMessage, STOP, type WorkerMessage } from './worker-messages.js';

/** Answers requests, and the primary, until one of them or a signal tells it to stop. */
export async function serveAsWorker(
  configuration: Configuration,
  tls: TlsIdentity | undefined,
  tracing: Tracing,
  say: (message: WorkerMessage) => void,
): Promise<void> {
  const metrics = Metrics.ofProcess();
  const report = new PrimaryReport(say);
  const server = await startServer(configuration, String(configuration.databaseUrl), {
    tls,
    metrics,
    report,
  });
  // The primary does not wait for long, and then goes by what was said last.
  const answerSample = (question: number) =>
    metrics.sample().then(
      (sample) => say({ sample, answerTo: question }),
      () => undefined,
    );
  const stop = stopOnSignals(tracing.endingWith(server));
  // What was said before this line waits for it.
  process.on('message', (message: PrimaryMessage) => {
    if (message === STOP) stop();
    else if ('tls' in message) server.renewTls(message.tls);
    else if ('report' in message) report.told(message);
    else void answerSample(message.asksForSample);
  });
  say({ address: server.address });
}
