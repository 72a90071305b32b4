import { columns } from '../report/columns.js';
import type { HostileMessageFigures } from './measure-hostile-messages.js';

const MEGABYTE = 1024 * 1024;

/** The figures for people. */
export function hostileTable({ kinds, memory }: HostileMessageFigures): string {
  const answers = kinds.map(({ kind, messages, statuses, longestAnswer, median, p99 }) => [
    kind,
    String(messages),
    statuses.join(', '),
    `${longestAnswer} B`,
    `${median.toFixed(1)} ms`,
    `${p99.toFixed(1)} ms`,
  ]);
  const samples = memory.map(({ messages, residentMemory }) => [
    String(messages),
    `${(residentMemory / MEGABYTE).toFixed(0)} MiB`,
  ]);
  return [
    columns([['message', 'sent', 'HTTP', 'longest answer', 'median', 'p99'], ...answers]),
    'Eight messages are under way at a time; those that bear credentials wait for the database, and for each other.\n',
    columns([['messages', 'resident memory of the service'], ...samples]),
  ].join('\n');
}
