import { once } from 'node:events';
import { type Configuration, readEnvironment } from '../configuration/index.js';
import { describeFailure } from '../failure.js';
import type { TlsIdentity } from '../http/tls/index.js';
import { startServer } from '../server.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { type PrimaryMessage, STOP, type WorkerMessage } from './worker-messages.js';

/**
 * The program of a worker: answers requests on the port that it shares with the others, until it is told to stop.
 * When the primary is gone, Node ends it at once, so that none stays behind.
 */
async function main(): Promise<void> {
  const configuration = readEnvironment(process.env);
  const tls = await receiveTls(configuration);
  const server = await startServer(configuration, String(configuration.databaseUrl), tls);
  const stop = stopOnSignals(server);
  process.on('message', (message: PrimaryMessage) => {
    if (message === STOP) stop();
    else server.renewTls(message.tls);
  });
  say({ address: server.address });
}

/** The files themselves may be out of order by the time that a worker is replaced. */
async function receiveTls({ tls }: Configuration): Promise<TlsIdentity | undefined> {
  if (!tls) return undefined;
  // Whoever sends this to all of the service's processes means the primary, which says what follows.
  process.on('SIGHUP', () => {});
  const answer = once(process, 'message');
  say({ waitsFor: 'tls' });
  const [message] = (await answer) as [{ readonly tls: TlsIdentity }];
  return message.tls;
}

main().catch((error: unknown) => say({ failure: describeFailure(error) }, () => process.exit(1)));

function say(message: WorkerMessage, done: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, done);
}
