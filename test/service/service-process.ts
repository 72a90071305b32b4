import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The compiled service, as `npm start` runs it. */
export const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** What the service must have where it is given a database. */
export const TOKEN_KEYS = `test:${randomBytes(32).toString('base64')}`;

export interface ServiceOptions {
  /** Where it is started; `.env` and `./data` are there. */
  readonly directory: string;
  /** All of its environment but the search path. */
  readonly environment?: Readonly<Record<string, string>>;
  /** In a process group of its own, as a shell at a terminal starts a program. */
  readonly detached?: boolean;
  readonly uid?: number;
  readonly gid?: number;
}

/** The line of the log that tells of a start. */
export interface StartLine {
  readonly documentation: string;
  readonly jsonSchemas: string;
  readonly wsdl: string;
  readonly metrics?: string;
  readonly workers?: number;
  readonly data?: string;
  readonly adminSecret?: string;
}

/** What a program that ended said, and how it ended. */
export interface Ending {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

const running = new Set<ChildProcess>();

/** For `afterEach`: whatever a failed test left running. */
export function killServices(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** The service in a process of its own, seen as its user sees it. */
export class ServiceProcess {
  output = '';
  errors = '';
  /** How it ended, with its output read to the end. */
  readonly ended: Promise<Ending>;
  private readonly child: ChildProcess;

  constructor({ directory, environment, ...options }: ServiceOptions) {
    const env = { PATH: process.env.PATH, PORT: '0', ...environment };
    this.child = spawn(process.execPath, [MAIN], { cwd: directory, env, ...options });
    running.add(this.child);
    this.child.stdout!.on('data', (chunk) => (this.output += chunk));
    this.child.stderr!.on('data', (chunk) => (this.errors += chunk));
    this.ended = once(this.child, 'close').then(([code]) => {
      running.delete(this.child);
      return { code, output: this.output, errors: this.errors };
    });
  }

  /** Starts it, and waits until it has said where it listens. */
  static async start(options: ServiceOptions): Promise<ServiceProcess> {
    const service = new ServiceProcess(options);
    await service.untilSaid(/"msg":"The service has started[^]*\n/);
    return service;
  }

  /** Waits until the output matches, or fails when the service ends before. */
  async untilSaid(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.output)) {
      const said = once(this.child.stdout!, 'data');
      const ending = await Promise.race([said.then(() => undefined), this.ended]);
      if (ending) throw new Error(`The service ended (${ending.code}): ${ending.errors}${ending.output}`);
    }
  }

  /** What it says of itself once it has started. */
  get startLine(): StartLine {
    const lines = this.output.split('\n');
    return JSON.parse(lines.find((line) => line.includes('"msg":"The service has started'))!);
  }

  /** Where it listens, as it says. */
  get address(): string {
    return this.startLine.documentation.replace(/\/docs$/, '');
  }

  /** The admin secret, if it is told. */
  get adminSecret(): string | undefined {
    return this.startLine.adminSecret;
  }

  get(path: string, secret?: string): Promise<Response> {
    return fetch(this.address + path, {
      headers: secret === undefined ? {} : { authorization: `Bearer ${secret}` },
    });
  }

  kill(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' | 'SIGHUP'): void {
    this.child.kill(signal);
  }

  /** What Ctrl-C at a terminal does: the signal reaches the service and all that it started in its group. */
  interrupt(): void {
    this.killGroup('SIGINT');
  }

  /** For one that is detached. */
  killGroup(signal: 'SIGINT' | 'SIGHUP'): void {
    process.kill(-this.child.pid!, signal);
  }

  /** Tells it to stop, and waits until it has. */
  async stop(): Promise<Ending> {
    this.kill('SIGTERM');
    return this.ended;
  }
}
