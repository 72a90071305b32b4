import { open, rename, rm } from 'node:fs/promises';
import { Option } from 'commander';
import { type ApiOptions, apiOf, withApiOptions } from './api-of.js';
import type { AddCommand, CommandContext } from './context.js';
import { CommandFailure, UsageError } from './exit-code.js';
import { type Format, formatOf, MEDIA_TYPES } from './format.js';

interface ExportOptions extends ApiOptions {
  readonly format?: Format;
  readonly list?: 'partners' | 'roamingConnections';
}

/** Writes all partners and connections to a file that `import` takes as it is. */
export const addExport: AddCommand = (program, context) => {
  withApiOptions(program.command('export'))
    .description('write all partners and roaming connections, of one state, as import takes them')
    .argument('[file]', 'where to; standard output unless told')
    .addOption(
      new Option('--format <format>', 'by default told by the name of the file').choices(['json', 'csv']),
    )
    .addOption(
      new Option('--list <list>', 'with csv, which list (default: "partners")').choices([
        'partners',
        'roamingConnections',
      ]),
    )
    .addHelpText(
      'after',
      `
Credentials and backend definitions are not in it. A file is there only when it is complete.

Examples:
  $ ochp-direct-registry export register.json
  $ ochp-direct-registry export --list roamingConnections connections.csv`,
    )
    .action(async (file: string | undefined, options: ExportOptions) => {
      const format = formatOf(options.format, file);
      if (options.list !== undefined && format === 'json')
        throw new UsageError('--list is for csv only: JSON holds both lists.');
      const api = await apiOf(context, options);
      const { body } = await api.open('GET', '/v1/admin/export', {
        query: { list: options.list },
        headers: { accept: MEDIA_TYPES[format] },
      });
      await (file === undefined ? toOutput(body, context) : toFile(body, file, context));
    });
};

type Body = ReadableStream<Uint8Array> | null;

async function toOutput(body: Body, { output }: CommandContext): Promise<void> {
  for await (const piece of piecesOf(body)) if (!(await output.write(piece))) return;
}

async function toFile(body: Body, file: string, { output }: CommandContext): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  try {
    const handle = await open(unfinished, 'wx');
    let written = 0;
    try {
      for await (const piece of piecesOf(body)) {
        await handle.writeFile(piece);
        written += piece.length;
        output.update(`Wrote ${written} bytes`);
      }
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    output.note(`Wrote ${written} bytes to ${file}`);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${file} can't be written: ${(error as Error).message}`);
  }
}

/** Fails where the answer breaks off. */
async function* piecesOf(body: Body): AsyncGenerator<Uint8Array> {
  if (!body) return;
  try {
    for await (const piece of body) yield piece;
  } catch (error) {
    throw new CommandFailure(
      `The answer of the registry broke off (${(error as Error).message}). Try again.`,
    );
  }
}
