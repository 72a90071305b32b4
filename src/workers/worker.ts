import { readEnvironment } from '../configuration/index.js';
import { describeFailure } from '../failure.js';
import { startServer } from '../server.js';
import { stopOnSignals } from '../stop-on-signals.js';
import type { WorkerMessage } from './worker-messages.js';

/**
 * The program of a worker: answers requests on the port that it shares with the others, until it is told to stop.
 * When the primary is gone, Node ends it at once, so that none stays behind.
 */
async function main(): Promise<void> {
  const configuration = readEnvironment(process.env);
  const server = await startServer(configuration, String(configuration.databaseUrl));
  const stop = stopOnSignals(server);
  // All that is ever said to a worker. What was said before this line waits for it.
  process.on('message', stop);
  say({ address: server.address });
}

main().catch((error: unknown) => say({ failure: describeFailure(error) }, () => process.exit(1)));

function say(message: WorkerMessage, done: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, done);
}
