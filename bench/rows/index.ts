import { pollLarge } from './poll-large.js';
import { pollQuiet } from './poll-quiet.js';
import { pollTen } from './poll-ten.js';
import { pollEtcd, pollPouchdb } from './peers.js';
import { publish } from './publish.js';
import type { Row } from './row.js';
import { soapEndpoints, soapUpdates } from './soap.js';

export { NotHere, type Row } from './row.js';

/** All rows, in the order of the table. */
export const ROWS: readonly Row[] = [
  ...[pollQuiet, pollEtcd, pollPouchdb, pollTen, pollLarge],
  ...[publish, soapEndpoints, soapUpdates],
];
