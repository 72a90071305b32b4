import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Line } from '../demo/caller.js';
import type { ThrowAwayRegistry } from '../demo/throw-away-registry.js';
import { assign, type Assignment } from './assignment.js';
import { admitCast } from './cast.js';
import type { Client } from './clients.js';
import { compareReports } from './compare-reports.js';
import { findInterpreter } from './find-interpreter.js';
import { lookOverJson } from './look-over-json.js';
import type { Narration } from './narration.js';
import { readReports } from './reports.js';
import { type Outcome, runProgram } from './run-program.js';

export interface Stage {
  readonly registry: ThrowAwayRegistry;
  readonly line: Line;
  readonly narration: Narration;
}

/** Lets one client's program do its steps as an operator and a provider, and looks at what came of it. */
export async function playClient(client: Client, index: number, stage: Stage): Promise<void> {
  const { registry, line, narration } = stage;
  const interpreter = await findInterpreter(client, line.signal);
  if (interpreter === undefined) {
    if (!line.signal.aborted) narration.notInstalled(client);
    return;
  }
  const cast = await admitCast(client.name, index, registry.adminSecret, line);
  const assignment = assign(client.name, registry.address, cast);
  const outcome = await runInScratch(client, interpreter, assignment, line.signal);
  if (line.signal.aborted) return;
  const reports = readReports(outcome.output);
  compareReports(client, reports, assignment, outcome.mishap, narration);
  await lookOverJson(client, cast, assignment, reports.get('full-list')?.asOf, narration);
}

/** Seen from `dist/interop/`: the programs are not compiled, and stay where they are. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The program may write into a directory that is gone afterwards. */
async function runInScratch(
  { program, timeLimit, name }: Client,
  interpreter: string,
  assignment: Assignment,
  signal: AbortSignal,
): Promise<Outcome> {
  const scratch = await mkdtemp(join(tmpdir(), `ochp-direct-registry-interop-${name}-`));
  try {
    const environment = { ...assignment, TMPDIR: scratch };
    return await runProgram({
      command: interpreter,
      args: [join(ROOT, program)],
      environment,
      timeLimit,
      signal,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
