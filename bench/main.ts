import { parseArgs } from 'node:util';
import { measureHostileMessages } from './measure-hostile-messages.js';
import { table } from './report.js';

const USAGE = `Measures what messages of strangers cost the service: time, and memory that it does not give back.

  npm run bench -- [--messages N] [--json]

  --messages N   how many messages are sent, of all kinds together (100000)
  --json         prints the figures as JSON
`;

const OPTIONS = {
  messages: { type: 'string', default: '100000' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

try {
  const { values } = parseArgs({ options: OPTIONS });
  process.stdout.write(values.help ? USAGE : await measure(Number(values.messages), values.json));
} catch (error) {
  if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function measure(messages: number, asJson: boolean): Promise<string> {
  if (!Number.isInteger(messages) || messages < 1)
    throw new RangeError('--messages must be a whole number, 1 or more.');
  const figures = await measureHostileMessages(messages);
  return asJson ? `${JSON.stringify(figures, null, 2)}\n` : table(figures);
}
