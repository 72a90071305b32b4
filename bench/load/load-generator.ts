import { PinnedProgram } from '../machine/pinned-program.js';
import type { Load, LoadFigures } from './load.js';

const PROGRAM = new URL('./load-generator-program.js', import.meta.url);

/** Sends requests from a process of its own, which shares no core with what is measured. */
export class LoadGenerator implements AsyncDisposable {
  private constructor(private readonly program: PinnedProgram<object, Load, LoadFigures>) {}

  static async start(): Promise<LoadGenerator> {
    return new LoadGenerator(await PinnedProgram.start(PROGRAM, {}));
  }

  generate(load: Load): Promise<LoadFigures> {
    return this.program.ask(load);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.program[Symbol.asyncDispose]();
  }
}
