import { Command } from 'commander';
import { VERSION } from '../version.js';
import { addAdmin } from './admin/index.js';
import { addCheck } from './check.js';
import type { AddCommand, CommandContext } from './context.js';
import { EXIT_CODES_HELP } from './exit-code.js';
import { addExport } from './export.js';
import { addImport } from './import.js';
import { addMigrate } from './migrate.js';
import { addPrune } from './prune.js';
import { addServe } from './serve.js';

const COMMANDS: readonly AddCommand[] = [
  addServe,
  addMigrate,
  addAdmin,
  addImport,
  addExport,
  addPrune,
  addCheck,
];

/** The whole command line. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('ochp-direct-registry')
    .description('The registry of OCHP-direct backends. Without a command, it serves.')
    .version(VERSION, '--version', 'tell the version')
    .helpOption('--help', 'tell how to use it')
    .helpCommand('help [command]', 'tell how to use a command')
    .exitOverride()
    .addHelpText(
      'after',
      `
Settings come from environment variables and from a file .env in the working directory: see the README.
admin, import and export speak to the running service by its API; migrate, prune and check to its database.`,
    )
    .addHelpText('afterAll', EXIT_CODES_HELP);
  for (const add of COMMANDS) add(program, context);
  return program;
}
