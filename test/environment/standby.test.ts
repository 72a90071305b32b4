import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { askDatabase } from './ask-database.js';
import { type ReplicatedPair, startReplicated } from './standby.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

let pair: ReplicatedPair;
let database: TestDatabase;

beforeAll(async () => {
  pair = await startReplicated();
  database = await createTestDatabase({ server: pair.primaryUrl });
});
afterAll(() => pair.stop());

const onPrimary = (sql: string) => askDatabase(database.url, sql);
const onStandby = (sql: string) => askDatabase(pair.onStandby(database.url), sql);

test('the standby has what the primary has, falls behind when it is told to, and catches up', async () => {
  const COUNT = 'SELECT count(*)::int AS count FROM partner';
  await pair.caughtUp();
  expect(await onStandby(COUNT)).toEqual([{ count: 0 }]);
  await onPrimary(`INSERT INTO partner (partner_id, name) VALUES ('one', 'One')`);
  await pair.caughtUp();
  expect(await onStandby(COUNT)).toEqual([{ count: 1 }]);
  await pair.pauseReplay();
  await onPrimary(`INSERT INTO partner (partner_id, name) VALUES ('two', 'Two')`);
  expect([await onPrimary(COUNT), await onStandby(COUNT)]).toEqual([[{ count: 2 }], [{ count: 1 }]]);
  await pair.resumeReplay();
  await pair.caughtUp();
  expect(await onStandby(COUNT)).toEqual([{ count: 2 }]);
});

test('the standby takes no writes', async () => {
  await expect(onStandby(`INSERT INTO partner (partner_id, name) VALUES ('three', 'Three')`)).rejects.toThrow(
    'cannot execute INSERT in a read-only transaction',
  );
});
