import { CommanderError } from 'commander';
import { CommandContext } from './context.js';
import { CommandFailure, EXIT, type ExitCode, UsageError } from './exit-code.js';
import { Output } from './output.js';
import { createProgram } from './program.js';

/**
 * Runs the command that the arguments name; the service itself, if they name none.
 * @returns how the process shall end; of the service, only that it has started
 */
export async function runCommandLine(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const output = new Output(process.stdout, process.stderr);
  const context = new CommandContext(environment, output);
  try {
    const program = createProgram(context);
    const [name] = args;
    if (name !== undefined && !name.startsWith('-') && !isKnown(program, name))
      throw new UsageError(`There is no command ${JSON.stringify(name)}. See ${program.name()} --help.`);
    await program.parseAsync(args, { from: 'user' });
    return context.exitCode;
  } catch (error) {
    return await report(error, output);
  }
}

function isKnown(program: ReturnType<typeof createProgram>, name: string): boolean {
  return name === 'help' || program.commands.some((command) => command.name() === name);
}

async function report(error: unknown, output: Output): Promise<ExitCode> {
  // It has told everything itself, be it help or a mistake.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongUsage;
  if (error instanceof UsageError) {
    output.note(`error: ${error.message}`);
    return EXIT.wrongUsage;
  }
  if (error instanceof CommandFailure) {
    output.note(`error: ${error.message}`);
    for (const detail of error.details) output.note(`  ${detail}`);
    return EXIT.failed;
  }
  const { describeFailure, isMendable } = await import('../failure.js');
  output.note(isMendable(error) ? describeFailure(error) : `error: ${messageOf(error)}`);
  return EXIT.failed;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
