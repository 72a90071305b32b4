import { parseArgs } from 'node:util';
import { measureHostileMessages } from './measure-hostile-messages.js';
import { table } from './report.js';

const USAGE = `Measures what messages of strangers cost the service: time, and memory that it does not give back.

  npm run bench -- [--messages N] [--json]

  --messages N   how many messages are sent, of all kinds together (100000)
  --json         prints the figures as JSON
`;

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const messages = Number(values.messages);

if (values.help) process.stdout.write(USAGE);
else if (!Number.isInteger(messages) || messages < 1) {
  process.stderr.write(`--messages must be a whole number, 1 or more.\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const figures = await measureHostileMessages(messages);
  process.stdout.write(values.json ? `${JSON.stringify(figures, null, 2)}\n` : table(figures));
}
