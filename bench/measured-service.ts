import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startThrowAwayDatabase, type ThrowAwayDatabase } from '../demo/throw-away-database.js';

const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** The service in a process of its own, as in production, so that what is measured is its own. */
export class MeasuredService {
  private constructor(
    readonly address: string,
    private readonly child: ChildProcess,
    private readonly database: ThrowAwayDatabase,
  ) {}

  static async start(adminSecret: string): Promise<MeasuredService> {
    const database = await startThrowAwayDatabase();
    const settings = { PORT: '0', DATABASE_URL: database.url, ADMIN_SECRET: adminSecret, LOG_LEVEL: 'error' };
    const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...settings };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    return new MeasuredService(await addressOf(child), child, database);
  }

  /** What the process holds of the machine's memory, in bytes; Linux tells it. */
  async residentMemory(): Promise<number> {
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8');
    const [, kilobytes = ''] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
    return Number(kilobytes) * 1024;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    if (this.child.kill('SIGTERM')) await ended;
    await this.database.stop();
  }
}

/** What the service says when it listens; fails when it ends before. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((settle, fail) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += String(chunk);
      const [, address] = /^ {2}API +(\S+)\/v1$/m.exec(said) ?? [];
      if (address !== undefined) settle(address);
    });
    child.once('exit', () => fail(new Error(`The service ended before it listened. ${said}`)));
  });
}
