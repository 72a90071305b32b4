import type { Logger } from 'pino';
import { WorkerError } from '../failure.js';
import type { TlsIdentity } from '../http/tls/index.js';
import { BackOff } from './back-off.js';
import { type WorkerEnding, type WorkerEnvironment, WorkerProcess } from './worker-process.js';

/** Keeps so many workers running: one that ends is replaced, until all are stopped. */
export class Workers {
  private readonly running = new Set<WorkerProcess>();
  private readonly replacements = new Set<NodeJS.Timeout>();
  private readonly backOff = new BackOff();
  private isStopping = false;

  constructor(
    private readonly environment: WorkerEnvironment,
    private readonly logger: Logger,
    /** What all speak TLS with, if they do. */
    private tls: TlsIdentity | undefined,
  ) {}

  /**
   * Waits until all listen; that one ends before is a start that failed, as it is with one process.
   * @returns their address
   * @throws WorkerError with what the first that ended said
   */
  async start(count: number): Promise<string> {
    const workers = Array.from({ length: count }, () => this.add());
    const [address = ''] = await Promise.all(workers.map(listeningOrFailed));
    for (const worker of workers) void this.replaceOnceEnded(worker);
    return address;
  }

  /** Also those that take the place of others later. */
  renewTls(identity: TlsIdentity): void {
    this.tls = identity;
    for (const worker of this.running) worker.tellTls();
  }

  /** Lets each answer what it has in hand, and waits until all are gone. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.replacements.forEach(clearTimeout);
    for (const worker of this.running) worker.stop();
    await Promise.all([...this.running].map(({ ended }) => ended));
  }

  private add(): WorkerProcess {
    const worker = new WorkerProcess(this.environment, () => this.tls);
    this.running.add(worker);
    void worker.ended.then(() => this.running.delete(worker));
    return worker;
  }

  private async replaceOnceEnded(worker: WorkerProcess): Promise<void> {
    const { servedFor, ...ending } = await worker.ended;
    if (this.isStopping) return;
    const wait = this.backOff.next(servedFor);
    const line = { context: 'Workers', worker: worker.pid, ...ending, replacedAfterMs: wait };
    this.logger.error(line, 'A worker ended; another one takes its place');
    const replacement = setTimeout(() => {
      this.replacements.delete(replacement);
      void this.replaceOnceEnded(this.add());
    }, wait);
    this.replacements.add(replacement);
  }
}

async function listeningOrFailed({ listening, ended }: WorkerProcess): Promise<string> {
  const failed = ended.then((ending) => {
    throw new WorkerError(whyFailed(ending));
  });
  return Promise.race([listening, failed]);
}

function whyFailed({ failure, code, signal }: WorkerEnding): string {
  return failure ?? `A worker ended before it listened (${signal ?? `exit code ${code}`}).`;
}
