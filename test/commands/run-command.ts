import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { jest } from '@jest/globals';
import { type Ending, MAIN } from '../service/service-process.js';

export interface CommandOptions {
  /** All of its environment but the search path. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
  readonly input?: string | Uint8Array;
  /** How much of its output is read before it is closed, if not all. */
  readonly readsOnly?: number;
  readonly uid?: number;
  readonly gid?: number;
}

// Each command is a process that has a program to load: on a busy machine, several take longer than the usual limit.
jest.setTimeout(240_000);

const running = new Set<ChildProcess>();

/** For `afterEach`: whatever a failed test left running. */
export function killCommands(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Runs the program with these arguments, as at a terminal that is none. */
export async function runCommand(args: readonly string[], options: CommandOptions = {}): Promise<Ending> {
  const { environment, directory, input = '', readsOnly = Infinity, ...account } = options;
  const env = { PATH: process.env.PATH, ...environment };
  const cwd = directory ?? '/';
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env, ...account });
  running.add(child);
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (output.length >= readsOnly) child.stdout.destroy();
  });
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  running.delete(child);
  return { code, output, errors };
}
