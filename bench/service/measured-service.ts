import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Cores, onServerCore } from '../machine/cores.js';
import { residentMemory } from '../machine/process-usage.js';
import { freePort } from '../../src/database/embedded-postgres/index.js';
import { TOKEN_KEYS } from './token-keys.js';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** How often it is asked whether it is ready, in milliseconds. */
const ASK_EVERY = 5;

export interface ServiceSettings {
  readonly databaseUrl: string;
  readonly adminSecret: string;
  readonly logLevel: string;
  /** Undefined: wherever the system puts it. */
  readonly cores?: Cores;
}

/** The service in a process of its own, as in production, so that what is measured is its own. Its log goes to `/dev/null`. */
export class MeasuredService implements AsyncDisposable {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    /** From the start of the process until it said that it was ready, in milliseconds. */
    readonly startTime: number,
  ) {}

  static async start({
    databaseUrl,
    adminSecret,
    logLevel,
    cores,
  }: ServiceSettings): Promise<MeasuredService> {
    const port = await freePort();
    const settings = {
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      ADMIN_SECRET: adminSecret,
      TOKEN_KEYS,
      LOG_LEVEL: logLevel,
      // Counted as in production, and never reached.
      REQUEST_LIMIT: '999999999/1m',
      WAITING_POLL_LIMIT: '999999999',
    };
    const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...settings };
    const options = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [];
    const program = [process.execPath, [...options, MAIN]] as const;
    const [command, args] = cores ? onServerCore(cores, ...program) : program;
    const start = performance.now();
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    await untilReady(child, port);
    return new MeasuredService(child, port, performance.now() - start);
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** In bytes. */
  residentMemory(): Promise<number> {
    return residentMemory(this.pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.child, 'exit');
    if (this.child.kill('SIGTERM')) await ended;
  }
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await sleep(ASK_EVERY);
  }
  throw new Error('The service ended before it was ready.');
}
