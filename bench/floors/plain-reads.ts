import type { Cores } from '../machine/cores.js';
import { PinnedProgram } from '../machine/pinned-program.js';
import type { Target } from '../measuring/target.js';
import { httpRequest } from '../load/http-request.js';

/** What the floor is to answer with. */
export interface PlainReadsSettings {
  readonly databaseUrl: string;
  /** The keys by which the tokens are decrypted: whoever answers with them has to. */
  readonly tokenKeys: string;
  readonly partnerId: string;
  /** As they stand in the answer. */
  readonly since: string;
  readonly asOf: string;
  readonly epoch: string;
  /** The same in microseconds. */
  readonly sinceRevision: number;
  /** Partner, backend and revision of the rows to read by key. */
  readonly keys: readonly (readonly [string, string, number])[];
}

/** How the rows are found. */
export type PlainRead = 'by-key' | 'by-revision';

const PROGRAM = new URL('./plain-reads-program.js', import.meta.url);

/** Raw `pg` behind `node:http`: ten connections, one prepared statement for each answer, no check of who is calling. */
export async function startPlainReads(settings: PlainReadsSettings, cores: Cores) {
  const program = await PinnedProgram.start<{ port: number }>(PROGRAM, settings, cores);
  const target = (read: PlainRead): Target => ({
    ...{ pid: program.pid, port: program.ready.port },
    requests: [httpRequest('GET', `/${read}`, {})],
  });
  return { target, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}
