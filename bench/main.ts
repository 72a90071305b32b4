import { measureHostileMessages } from './hostile/measure-hostile-messages.js';
import { hostileTable } from './hostile/hostile-table.js';
import { measureRows } from './measure-rows.js';
import { type Options, parseOptions, UsageError } from './options.js';
import { table } from './report/table.js';
import { ROWS } from './rows/index.js';
import { usage } from './usage.js';

try {
  process.stdout.write(await output(parseOptions(process.argv.slice(2), ROWS)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage(ROWS)}`);
  process.exitCode = 2;
}

async function output(options: Options): Promise<string> {
  switch (options.command) {
    case 'help':
      return usage(ROWS);
    case 'hostile':
      return write(await measureHostileMessages(options.messages), options, hostileTable);
    case 'rows':
      return writeRows(options);
  }
}

/** A row that falls short breaks nothing; one that could not be measured, though it should, does. */
async function writeRows(options: Options): Promise<string> {
  const measured = await measureRows(options);
  if (measured.missing.some(({ isBroken }) => isBroken)) process.exitCode = 1;
  return write(measured, options, table);
}

function write<T>(figures: T, { json }: Options, toText: (figures: T) => string): string {
  return json ? `${JSON.stringify(figures, null, 2)}\n` : toText(figures);
}
