import { readEnvironment } from '../configuration/index.js';
import { startTracing } from '../tracing/index.js';
import type { WorkerMessage } from './worker-messages.js';

/**
 * The program of a worker: answers requests on the port that it shares with the others, until it is told to stop.
 * When the primary is gone, Node ends it at once, so that none stays behind.
 */
async function main(): Promise<void> {
  const configuration = readEnvironment(process.env);
  // Before what it traces is loaded.
  const tracing = await startTracing(configuration);
  const { serveAsWorker } = await import('./serve-as-worker.js');
  await serveAsWorker(configuration, tracing, say);
}

main().catch(async (error: unknown) => {
  const { describeFailure } = await import('../failure.js');
  say({ failure: describeFailure(error) }, () => process.exit(1));
});

function say(message: WorkerMessage, done: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, done);
}
