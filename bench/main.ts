import { parseArgs } from 'node:util';
import { measureHostileMessages } from './measure-hostile-messages.js';
import { table } from './report.js';

const USAGE = `Measures what messages of strangers cost the service: time, and memory that it does not give back.

  npm run bench -- [--messages N] [--json]

  --messages N   how many messages are sent, of all kinds together (100000)
  --json         prints the figures as JSON
`;

class UsageError extends Error {}

const OPTIONS = {
  messages: { type: 'string', default: '100000' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

try {
  const { values } = parseArgs({ options: OPTIONS });
  const messages = Number(values.messages);
  if (!Number.isInteger(messages) || messages < 1)
    throw new UsageError('--messages must be a whole number, 1 or more.');
  process.stdout.write(values.help ? USAGE : await measure(messages, values.json));
} catch (error) {
  if (!isUsageError(error)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function measure(messages: number, asJson: boolean): Promise<string> {
  const figures = await measureHostileMessages(messages);
  return asJson ? `${JSON.stringify(figures, null, 2)}\n` : table(figures);
}

function isUsageError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code = '' } = error as NodeJS.ErrnoException;
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS_');
}
