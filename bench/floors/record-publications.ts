import { setTimeout as sleep } from 'node:timers/promises';
import { type LoggedStatement, loggedStatements } from '../database/logged-statements.js';
import type { MeasuredDatabase } from '../database/measured-database.js';
import { day } from '../service/publication.js';
import { type Publisher, tokenPath } from '../service/publishers.js';
import type { RegistryClient } from '../service/registry-client.js';
import type { Registry } from '../service/registry.js';
import { microsecondsOf } from '../service/revision-text.js';
import type { RecordedPublication } from './replayed-writes.js';

/** Until the server's log has come, in milliseconds. */
const LOG_DELAY = 150;

/** What else the service asks now and then may stand among the statements; what is part of each is all that is in the fewest. */
const RECORDINGS = 3;

/** What the service sends when each of them puts a token. The database must log its statements. */
export async function recordPublications(
  database: MeasuredDatabase,
  { admin }: Registry,
  publishers: readonly Publisher[],
): Promise<RecordedPublication[]> {
  const recorded: RecordedPublication[] = [];
  for (const [index, publisher] of publishers.entries()) {
    const recordings: RecordedPublication[] = [];
    for (let count = 0; count < RECORDINGS; count += 1)
      recordings.push(await record(database, admin, publisher, `recorded-${index}-${count}`));
    const [shortest] = recordings.toSorted((a, b) => a.statements.length - b.statements.length);
    if (shortest) recorded.push(shortest);
  }
  return recorded;
}

async function record(
  database: MeasuredDatabase,
  admin: RegistryClient,
  { secret, partnerId, backendId }: Publisher,
  accessToken: string,
): Promise<RecordedPublication> {
  let changedAt = '';
  await sleep(LOG_DELAY);
  const lines = await database.logOf(async () => {
    const answer = admin.as(secret).put<{ changedAt: string }>(tokenPath(backendId), { accessToken });
    ({ changedAt } = await answer);
    await sleep(LOG_DELAY);
  });
  const statements = untilCommit(loggedStatements(lines));
  if (statements.length === 0) throw new Error('No publication was found in the log of PostgreSQL.');
  const place = { partnerId, role: 'operator', backendId, validDate: day(1) };
  return { statements, token: accessToken, place, revision: String(microsecondsOf(changedAt)) };
}

/**
 * What comes behind is no part of the publication: the service reads back what changed, for its memory, and does so
 * once for many publications where they come fast. To send that with each of them would make the floor too slow.
 */
function untilCommit(statements: readonly LoggedStatement[]): LoggedStatement[] {
  return statements.slice(0, statements.findIndex(({ text }) => text === 'COMMIT') + 1);
}
