import type { TokenPlace } from '../../src/token-encryption/index.js';
import type { LoggedStatement } from '../database/logged-statements.js';
import type { LoadFigures } from '../load/load.js';
import type { Cores } from '../machine/cores.js';
import { PinnedProgram } from '../machine/pinned-program.js';

/** The statements of one publication as the service sent them, and what in them is new each time. */
export interface RecordedPublication {
  readonly statements: readonly LoggedStatement[];
  readonly token: string;
  /** Of which definition and day the token is. */
  readonly place: TokenPlace;
  /** In microseconds, as text. */
  readonly revision: string;
}

export interface ReplayedWritesSettings {
  readonly databaseUrl: string;
  /** The keys that the tokens are encrypted with. */
  readonly tokenKeys: string;
  /** One for each client. */
  readonly publications: readonly RecordedPublication[];
}

const PROGRAM = new URL('./replayed-writes-program.js', import.meta.url);

/** Clients of raw `pg` that send the very statements of a publication, each its own, again and again. */
export class ReplayedWrites implements AsyncDisposable {
  private constructor(private readonly program: PinnedProgram<object, { duration: number }, LoadFigures>) {}

  static async start(settings: ReplayedWritesSettings, cores: Cores): Promise<ReplayedWrites> {
    return new ReplayedWrites(await PinnedProgram.start(PROGRAM, settings, cores));
  }

  get pid(): number {
    return this.program.pid;
  }

  /** @param duration in milliseconds; 0: each client publishes once */
  write(duration: number): Promise<LoadFigures> {
    return this.program.ask({ duration });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.program[Symbol.asyncDispose]();
  }
}
