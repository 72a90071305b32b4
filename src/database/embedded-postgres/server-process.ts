import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { startGuardian, type Guardian } from './guardian.js';
import { PROGRAM_DIRECTORY, PROGRAM_ENVIRONMENT } from './run-program.js';
import type { ServerAccount } from './server-account.js';

export interface ServerProcessOptions {
  readonly postgres: string;
  readonly clusterPath: string;
  readonly port: number;
  /** Server parameters. */
  readonly settings: Readonly<Record<string, string>>;
  readonly account: ServerAccount | undefined;
  readonly onLog: ((line: string) => void) | undefined;
}

/** What PostgreSQL answers to: a fast shutdown, then one without a checkpoint; then the system's own force. */
export const SHUTDOWN_SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const;

/** How long each signal may take before the next one, in milliseconds. */
export const SHUTDOWN_PATIENCE = 10_000;

const LINES_KEPT = 5;

/** The answer to our own asking whether it is ready: no news, and alarming to read. */
const NO_NEWS = 'FATAL:  the database system is starting up';

/** A server that this process started, with its guardian. */
export class ServerProcess {
  /** Settles when the process is gone and its last words are read. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcessByStdio<null, null, Readable>;
  private readonly guardian: Guardian | undefined;
  private readonly exited: Promise<void>;
  private running = true;
  private readonly recent: string[] = [];

  constructor({ postgres, clusterPath, port, settings, account, onLog }: ServerProcessOptions) {
    const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.child = spawn(postgres, ['-D', clusterPath, '-p', String(port), ...parameters], {
      ...account,
      cwd: PROGRAM_DIRECTORY,
      env: PROGRAM_ENVIRONMENT,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    this.exited = this.watchEnd();
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
    if (this.child.pid !== undefined) this.guardian = startGuardian(this.child.pid, clusterPath, account);
    this.keepLines(onLog);
  }

  get isRunning(): boolean {
    return this.running;
  }

  /** The last lines of the log: why the server ended, if it did. */
  get lastWords(): string {
    return this.recent.join(' | ');
  }

  /** Lets this process end by itself although the server runs. */
  unref(): void {
    this.child.unref();
    (this.child.stderr as Socket).unref();
  }

  async stop(): Promise<void> {
    for (const signal of SHUTDOWN_SIGNALS) {
      if (!this.running) return;
      this.child.ref();
      this.child.kill(signal);
      await Promise.race([this.exited, delay(SHUTDOWN_PATIENCE, undefined, { ref: false })]);
    }
  }

  private watchEnd(): Promise<void> {
    return new Promise((resolve) => {
      const gone = (): void => {
        this.running = false;
        this.guardian?.stop();
        resolve();
      };
      this.child.once('exit', gone);
      this.child.on('error', () => {
        const neverStarted = this.child.pid === undefined;
        if (neverStarted) gone();
      });
    });
  }

  private keepLines(onLog: ((line: string) => void) | undefined): void {
    createInterface({ input: this.child.stderr }).on('line', (line) => {
      if (line === NO_NEWS) return;
      this.recent.push(line);
      if (this.recent.length > LINES_KEPT) this.recent.shift();
      onLog?.(line);
    });
  }
}
