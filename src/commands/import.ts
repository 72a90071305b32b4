import { createReadStream } from 'node:fs';
import { Option } from 'commander';
import { type ApiOptions, apiOf, withApiOptions } from './api-of.js';
import type { AddCommand, CommandContext } from './context.js';
import { CommandFailure } from './exit-code.js';
import { formatOf, MEDIA_TYPES, type Format } from './format.js';

interface ImportOptions extends ApiOptions {
  readonly format?: Format;
  readonly dryRun?: true;
  readonly json?: true;
}

interface Restatement {
  readonly asOf: string;
  readonly dryRun: boolean;
  readonly partnersAdmitted: number;
  readonly partnersChanged: number;
  readonly partnersUnchanged: number;
  readonly connectionsSet: number;
  readonly connectionsUnchanged: number;
}

/** In bytes: what the registry takes at once. */
const LONGEST = 16 * 1024 * 1024;
const PIECE = 256 * 1024;

/** States partners and connections from a file: all of it is put into effect, or nothing. */
export const addImport: AddCommand = (program, context) => {
  withApiOptions(program.command('import'))
    .description('state partners and roaming connections from a file, thousands at once: all or nothing')
    .argument('<file>', 'JSON or CSV; - reads standard input')
    .addOption(
      new Option('--format <format>', 'by default told by the name of the file').choices(['json', 'csv']),
    )
    .option('--dry-run', 'change nothing, and tell what would come of it')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Partners that are named become as stated: admitted, renamed, with these IDs and no others; connections that are listed
are set; what is not named stays as it is. As CSV, partners and connections are files of their own:
  partnerId,name,operatorIds,providerIds,status     IDs separated by spaces; status may be left out
  operatorPartnerId,providerPartnerId

Examples:
  $ ochp-direct-registry import --dry-run partners.csv
  $ ochp-direct-registry import --secret-file admin.secret --url https://registry.example register.json`,
    )
    .action(async (file: string, options: ImportOptions) => {
      const { output } = context;
      const format = formatOf(options.format, file);
      const api = await apiOf(context, options);
      const bytes = await readAll(file);
      const asked = api.ask<Restatement>('PUT', '/v1/admin/partners', {
        query: { dryRun: options.dryRun && 'true' },
        headers: { 'content-type': MEDIA_TYPES[format] },
        ...(bytes.length > 0 && { body: watched(bytes, output, options.dryRun) }),
      });
      const restatement = await asked.catch(hintingAt(file, options));
      output.update('');
      if (options.json) output.printJson(restatement);
      else output.print(inWords(restatement));
    });
};

/** A file whose name does not tell is taken for JSON. */
function hintingAt(file: string, { format }: ImportOptions): (error: unknown) => never {
  return (error) => {
    const isGuessed = format === undefined && !/\.(json|csv)$/i.test(file);
    if (!isGuessed || !(error instanceof CommandFailure) || !error.problem?.endsWith(':malformed-body'))
      throw error;
    const hint = `${file} was taken for JSON: if it is CSV, say so by --format csv`;
    throw new CommandFailure(error.message, [...error.details, hint], error.problem);
  };
}

async function readAll(file: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of file === '-' ? process.stdin : createReadStream(file)) {
      pieces.push(piece as Buffer);
      length += (piece as Buffer).length;
      if (length > LONGEST)
        throw new CommandFailure(`${file} is longer than the registry takes, ${LONGEST} bytes.`);
    }
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${file} can't be read: ${(error as Error).message}`);
  }
  return Buffer.concat(pieces);
}

/** Tells how much has been sent, and, when all has, that the rest is the registry's. */
function watched(
  bytes: Buffer,
  output: CommandContext['output'],
  isDryRun = false,
): ReadableStream<Uint8Array> {
  let sent = 0;
  const rest = isDryRun ? 'only tries them, and writes nothing' : 'validates them, and writes';
  return new ReadableStream({
    pull(controller) {
      if (sent < bytes.length) {
        controller.enqueue(new Uint8Array(bytes.subarray(sent, sent + PIECE)));
        sent = Math.min(sent + PIECE, bytes.length);
        output.update(`Sent ${sent} of ${bytes.length} bytes`);
        return;
      }
      output.note(`Sent ${bytes.length} bytes. The registry ${rest}`);
      controller.close();
    },
  });
}

function inWords(restatement: Restatement): string {
  const { dryRun, partnersAdmitted, partnersChanged, partnersUnchanged } = restatement;
  const { connectionsSet, connectionsUnchanged, asOf } = restatement;
  return [
    `Partners:    ${partnersAdmitted} admitted, ${partnersChanged} changed, ${partnersUnchanged} as before`,
    `Connections: ${connectionsSet} set, ${connectionsUnchanged} as before`,
    dryRun ? `Nothing was changed: tried on the state of ${asOf}` : `So since ${asOf}`,
  ].join('\n');
}
