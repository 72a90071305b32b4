import { columns } from './report/columns.js';
import type { Row } from './rows/index.js';

export function usage(rows: readonly Row[]): string {
  const lines = columns(rows.map(({ name, title }) => [`  ${name}`, title]));
  return `Measures the registry against floors, in turn and on the same machine. docs/benchmark.md tells how to read it.

  npm run bench -- [--only ROW,ROW] [--rounds N] [--seconds N] [--log-level LEVEL] [--pouchdb PATH] [--json]
  npm run bench -- hostile [--messages N] [--json]

  --only ROW,ROW     these rows only
  --rounds N         how often each is measured (5); the median counts
  --seconds N        how long one measurement takes (2)
  --log-level LEVEL  of the service and of hello world (info, as in production)
  --pouchdb PATH     where pouchdb-server is (the variable POUCHDB_SERVER, or the path)
  --json             prints the figures as JSON
  --messages N       how many hostile messages are sent, of all kinds together (100000)

Rows:
${lines}`;
}
