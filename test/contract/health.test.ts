import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Client, expectStatus, TestRegistry } from '../environment/index.js';
import { Sabotage } from './sabotage.js';
import { expectProblem } from './stage.js';

let registry: TestRegistry;
let sabotage: Sabotage;
let anybody: Client;
beforeAll(async () => {
  registry = await TestRegistry.start({ configuration: { logLevel: 'silent' } });
  sabotage = await Sabotage.of(registry.databaseUrl);
  anybody = registry.as('no secret');
});
afterAll(async () => {
  await sabotage.end();
  await registry.stop();
});

it('A service that is well says so to anybody', async () => {
  expect((await anybody.get('/health/live')).body).toEqual({
    status: 'ok',
    info: {},
    error: {},
    details: {},
  });
  const answer = await anybody.get('/health/ready');
  expectStatus(answer, 200);
  expect(answer.body).toMatchObject({
    status: 'ok',
    details: {
      database: { status: 'up' },
      changeSignal: { status: 'up', ageSeconds: expect.any(Number) },
      tokenKeys: { status: 'up' },
    },
  });
  expect(answer.headers.get('cache-control')).toContain('no-store');
});

it('One whose schema a newer version has added to is well: it serves until it is replaced, too', async () => {
  const ready = await sabotage.whileBroken(
    `INSERT INTO migrations (timestamp, name) VALUES (1, 'FromTheFuture1')`,
    `DELETE FROM migrations WHERE name = 'FromTheFuture1'`,
    () => anybody.get('/health/ready'),
  );
  expectStatus(ready, 200);
});

it.each([
  [
    `UPDATE migrations SET name = 'x' || name`,
    'UPDATE migrations SET name = substr(name, 2)',
    /^Unwell: database, it has not the schema .*\(missing: Registry\d+.*; unknown: xRegistry\d+.*\)\.$/,
  ],
  [
    'ALTER TABLE migrations RENAME TO migrations_gone',
    'ALTER TABLE migrations_gone RENAME TO migrations',
    /^Unwell: database, it has not the schema .*\(missing: Registry\d+.*\)\.$/,
  ],
  [
    'ALTER TABLE migrations RENAME COLUMN name TO gone',
    'ALTER TABLE migrations RENAME COLUMN gone TO name',
    /^Unwell: database, it does not answer as expected\.$/,
  ],
])('One that is not says what is unwell, and lives: %s', async (breaking, mending, detail) => {
  const ready = await sabotage.whileBroken(breaking, mending, async () => {
    expectStatus(await anybody.get('/health/live'), 200);
    return anybody.get('/health/ready');
  });
  expectProblem(ready, 503, 'unavailable');
  expect(ready.body.detail).toMatch(detail);
  expect(ready.headers.get('retry-after')).toMatch(/^\d+$/);
  expectStatus(await anybody.get('/health/ready'), 200);
});

it('One that can not follow what is written says how old what it knows is', async () => {
  const unwell = await sabotage.whileBroken(
    'BEGIN; LOCK TABLE registry_clock IN ACCESS EXCLUSIVE MODE',
    'ROLLBACK',
    async () => {
      for (;;) {
        const ready = await anybody.get('/health/ready');
        // New connections ask the clock row for the epoch, so the database may be unwell before the signal is.
        if (ready.status !== 200 && ready.body.detail.includes('changeSignal')) return ready;
      }
    },
  );
  expectProblem(unwell, 503, 'unavailable');
  expect(unwell.body.detail).toMatch(/Unwell: changeSignal, what it knows is \d+ s old\.$/);
  while ((await anybody.get('/health/ready')).status !== 200);
});
