import type { Command } from 'commander';
import type { Configuration } from '../configuration/index.js';
import type { ExitCode } from './exit-code.js';
import type { Output } from './output.js';

/** What a command works with. */
export class CommandContext {
  /** Set by a command that ends otherwise than well, without an error. */
  exitCode: ExitCode = 0;

  constructor(
    private readonly environment: NodeJS.ProcessEnv,
    readonly output: Output,
  ) {}

  /**
   * Read when it is needed: help and mistakes in usage need no settings.
   * @throws EnvironmentError
   */
  async configuration(): Promise<Configuration> {
    const { readEnvironment } = await import('../configuration/index.js');
    return readEnvironment(this.environment);
  }
}

/** Adds one command to the program: each is in a file of its own. */
export type AddCommand = (program: Command, context: CommandContext) => void;
