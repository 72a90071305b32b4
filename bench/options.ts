import { parseArgs } from 'node:util';
import type { Row } from './rows/index.js';

/** What was asked for on the command line cannot be done; the message says why. */
export class UsageError extends Error {}

/** What is asked for. */
export interface Options {
  readonly command: 'rows' | 'hostile' | 'help';
  readonly only: readonly Row[];
  readonly rounds: number;
  readonly duration: number;
  readonly logLevel: string;
  readonly pouchdbServer: string | undefined;
  readonly messages: number;
  readonly json: boolean;
}

const OPTIONS = {
  only: { type: 'string' },
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '2' },
  'log-level': { type: 'string', default: 'info' },
  pouchdb: { type: 'string' },
  messages: { type: 'string', default: '100000' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @throws UsageError */
export function parseOptions(args: readonly string[], rows: readonly Row[]): Options {
  const { values, positionals } = parse(args);
  const [command = 'rows', ...others] = positionals;
  if (!['rows', 'hostile'].includes(command) || others.length > 0)
    throw new UsageError(`There is no ${positionals.join(' ')}: leave it out, or say hostile.`);
  return {
    command: values.help ? 'help' : (command as 'rows' | 'hostile'),
    only: values.only === undefined ? rows : chosen(values.only, rows),
    rounds: count('rounds', values.rounds),
    duration: count('seconds', values.seconds) * 1_000,
    logLevel: values['log-level'],
    pouchdbServer: values.pouchdb ?? process.env.POUCHDB_SERVER,
    messages: count('messages', values.messages),
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function chosen(list: string, rows: readonly Row[]): Row[] {
  return list.split(',').map((name) => {
    const row = rows.find((one) => one.name === name);
    if (row) return row;
    throw new UsageError(`There is no row ${name}. There are ${rows.map((one) => one.name).join(', ')}.`);
  });
}

function count(name: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(`--${name} must be a whole number, 1 or more.`);
}
