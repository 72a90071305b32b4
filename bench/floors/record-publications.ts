import { setTimeout as sleep } from 'node:timers/promises';
import { type LoggedStatement, loggedStatements } from '../database/logged-statements.js';
import type { MeasuredDatabase } from '../database/measured-database.js';
import { type Publisher, tokenPath } from '../service/publishers.js';
import type { Registry } from '../service/registry.js';
import { microsecondsOf } from '../service/revision-text.js';
import type { RecordedPublication } from './replayed-writes.js';

/** Until the server's log has come, in milliseconds. */
const LOG_DELAY = 300;

/** What the service sends when each of them puts a token. The database must log its statements. */
export async function recordPublications(
  database: MeasuredDatabase,
  { admin }: Registry,
  publishers: readonly Publisher[],
): Promise<RecordedPublication[]> {
  const recorded: RecordedPublication[] = [];
  for (const [index, { secret, backendId }] of publishers.entries()) {
    const token = `recorded-${index}`;
    let changedAt = '';
    await sleep(LOG_DELAY);
    const lines = await database.logOf(async () => {
      const answer = await admin
        .as(secret)
        .put<{ changedAt: string }>(tokenPath(backendId), { accessToken: token });
      changedAt = answer.changedAt;
      await sleep(LOG_DELAY);
    });
    const statements = untilCommit(loggedStatements(lines));
    recorded.push({ statements, token, revision: String(microsecondsOf(changedAt)) });
  }
  return recorded;
}

/**
 * What comes behind is no part of the publication: the service reads back what changed, for its memory, and does so
 * once for many publications where they come fast. To send that with each of them would make the floor too slow.
 */
function untilCommit(statements: readonly LoggedStatement[]): LoggedStatement[] {
  return statements.slice(0, statements.findIndex(({ text }) => text === 'COMMIT') + 1);
}
