import cluster, { type Worker } from 'node:cluster';
import type { TlsIdentity } from '../http/tls/index.js';
import { type PrimaryMessage, STOP, type WorkerMessage } from './worker-messages.js';

/** What a worker is set up with, besides what the primary is: never on a command line, which others can read. */
export interface WorkerEnvironment {
  readonly DATABASE_URL: string;
  readonly PORT: string;
  readonly TOKEN_KEYS: string;
}

/** How a worker ended. */
export interface WorkerEnding {
  readonly code: number | null;
  readonly signal: string | null;
  /** Its own words, if it could not start. */
  readonly failure: string | undefined;
  /** How long it answered requests, in milliseconds. */
  readonly servedFor: number;
}

/** A worker, as the primary sees it. */
export class WorkerProcess {
  /** Settles with its address once it listens; not at all if it ends before. */
  readonly listening: Promise<string>;
  /** Settles when it is gone and what it said is read. */
  readonly ended: Promise<WorkerEnding>;
  private readonly worker: Worker;
  private servesSince: number | undefined;
  private failure: string | undefined;

  /** @param tls what all workers speak TLS with now, if they do */
  constructor(
    environment: WorkerEnvironment,
    private readonly tls: () => TlsIdentity | undefined,
  ) {
    this.worker = cluster.fork(environment);
    this.listening = new Promise((resolve) => {
      this.worker.on('message', (message: WorkerMessage) => {
        if ('failure' in message) {
          this.failure = message.failure;
          return;
        }
        // Also once it listens: what changed since it began, it has not heard.
        this.tellTls();
        if ('address' in message) {
          this.servesSince = performance.now();
          resolve(message.address);
        }
      });
    });
    this.ended = new Promise((resolve) => this.watchEnd(resolve));
  }

  get pid(): number | undefined {
    return this.worker.process.pid;
  }

  /** Lets it answer what is under way, if it has begun to answer. */
  stop(): void {
    if (this.servesSince !== undefined) this.say(STOP);
    else this.worker.kill();
  }

  /** Tells it what to speak TLS with from now on. */
  tellTls(): void {
    const tls = this.tls();
    if (tls) this.say({ tls });
  }

  /** It may just be ending by itself, and hear no more. */
  private say(message: PrimaryMessage): void {
    this.worker.send(message, () => {});
  }

  private watchEnd(resolve: (ending: WorkerEnding) => void): void {
    const end = (code: number | null, signal: string | null): void => {
      const servedFor = this.servesSince === undefined ? 0 : performance.now() - this.servesSince;
      resolve({ code, signal, failure: this.failure, servedFor });
    };
    this.worker.once('exit', (code: number | null, signal: string | null) => {
      // The last words may still be on their way.
      if (this.worker.isConnected()) this.worker.once('disconnect', () => end(code, signal));
      else end(code, signal);
    });
    this.worker.on('error', (error) => {
      this.failure ??= error.message;
      const neverStarted = this.pid === undefined;
      if (neverStarted) end(null, null);
    });
  }
}
