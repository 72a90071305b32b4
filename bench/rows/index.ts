import { memory, start } from './large-service.js';
import { naive } from './naive.js';
import { pollEtcd, pollPouchdb } from './peers.js';
import { pollLarge } from './poll-large.js';
import { pollQuiet } from './poll-quiet.js';
import { pollTen } from './poll-ten.js';
import { publish } from './publish.js';
import type { Row } from './row.js';
import { snapshot } from './snapshot.js';
import { soapEndpoints, soapUpdates } from './soap.js';
import { waitMany, waitOne } from './wait.js';

export { NotHere, type Row } from './row.js';

/** All rows, in the order of the table. */
export const ROWS: readonly Row[] = [
  ...[pollQuiet, pollEtcd, pollPouchdb, pollTen, pollLarge],
  ...[publish, waitOne, waitMany, snapshot, start, memory, soapEndpoints, soapUpdates, naive],
];
