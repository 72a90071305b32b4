import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** In milliseconds. */
  readonly timeLimit: number;
  readonly signal: AbortSignal;
}

/** What became of a program. */
export interface Outcome {
  readonly output: string;
  /** Why it did not end well; undefined: it did. */
  readonly mishap?: string;
}

/** Runs a program to its end, or ends it, with all that it started, when its time is over. */
export async function runProgram({ command, args, environment, timeLimit, signal }: Run): Promise<Outcome> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeLimit)]);
  const env = { ...SURROUNDINGS, ...environment };
  // A process group of its own, which can be ended as one.
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child.stdout);
  const errors = collect(child.stderr);
  const end = () => killGroup(child.pid);
  until.addEventListener('abort', end);
  try {
    if (until.aborted) end();
    const [code] = (await once(child, 'close')) as [number | null];
    const why = until.aborted ? 'It took too long. ' : `It ended with exit code ${code ?? 'none'}. `;
    return { output: output(), ...(code !== 0 && { mishap: why + errors().trim() }) };
  } catch (error) {
    return { output: '', mishap: String(error) };
  } finally {
    until.removeEventListener('abort', end);
  }
}

/** Nothing else of the user's environment counts, above all no proxy; and nothing is left in the source tree. */
const SURROUNDINGS = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  LC_ALL: 'C.UTF-8',
  PYTHONDONTWRITEBYTECODE: '1',
};

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
