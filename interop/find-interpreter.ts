import type { Client } from './clients.js';
import { runProgram } from './run-program.js';

const PROBE_TIME_LIMIT = 30_000;

/** What the client's program is run by; undefined where the client is not installed. */
export async function findInterpreter(
  { interpreters, probe }: Client,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const command of interpreters) {
    const { mishap } = await runProgram({ command, args: probe, timeLimit: PROBE_TIME_LIMIT, signal });
    if (mishap === undefined) return command;
  }
  return undefined;
}
