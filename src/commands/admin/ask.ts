import type { Command } from 'commander';
import { type ApiOptions, apiOf, withApiOptions } from '../api-of.js';
import type { CommandContext } from '../context.js';
import type { RegistryApi } from '../registry-api.js';

/** The options that every command of staff has. */
export interface AskOptions extends ApiOptions {
  readonly json?: true;
}

/** What came of a command: for programs as it is, for people in words. */
export interface Result {
  readonly value: unknown;
  readonly text: string;
}

type Ask<Options> = (api: RegistryApi, options: Options, ...args: string[]) => Promise<Result>;

/** A command that asks the registry something, and prints what comes of it. */
export function ask<Options extends object>(
  parent: Command,
  context: CommandContext,
  nameAndArguments: string,
  description: string,
  work: Ask<Options>,
): Command {
  return withApiOptions(parent.command(nameAndArguments).description(description))
    .option('--json', 'print JSON')
    .action(async (...given: unknown[]) => {
      const options = given.at(-2) as AskOptions & Options;
      const { value, text } = await work(
        await apiOf(context, options),
        options,
        ...(given.slice(0, -2) as string[]),
      );
      if (options.json) context.output.printJson(value);
      else context.output.print(text);
    });
}

/** A part of a path. */
export function segment(text: string): string {
  return encodeURIComponent(text);
}
