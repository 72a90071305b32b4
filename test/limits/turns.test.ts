import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { askDatabase, expectStatus } from '../environment/index.js';
import { asOf, poll, Stage, until } from '../live/stage.js';

let stage: Stage;
let locker: pg.Client;

beforeAll(async () => {
  stage = await Stage.set();
  await stage.publish();
  locker = new pg.Client({ connectionString: stage.registry.databaseUrl });
  await locker.connect();
});
afterAll(async () => {
  // What is locked still would hold the service up.
  await locker.end();
  await stage.registry.stop();
});

/** Statements of the service that wait for the table. */
const held = async () => {
  const waiting = `SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return (await askDatabase(stage.registry.databaseUrl, waiting)).length;
};
const staff = (action: 'suspend' | 'readmit') =>
  stage.registry.admin.post(`/v1/admin/partners/provider/${action}`);
const snapshots = (count: number) =>
  Array.from({ length: count }, () => stage.provider.get('/v1/operator-backends'));

it('Of what a partner asks for at once, the rest waits in line, by whatever binding; others do not', async () => {
  await locker.query('BEGIN; LOCK TABLE backend_definition IN ACCESS EXCLUSIVE MODE');
  const asked = snapshots(4);
  const message = stage.registry.bySoap('provider', stage.provider).published('GetServiceEndpoints');
  await until(async () => (await held()) >= 2);
  const other = stage.stranger.get('/v1/operator-backends');
  await until(async () => (await held()) >= 3);
  // All that was sent has long been read by then.
  for (let count = 0; count < 20; count += 1) await stage.registry.admin.get('/v1/admin/partners');
  expect(await held()).toBe(3);
  await locker.query('ROLLBACK');
  for (const answer of await Promise.all([...asked, other])) expectStatus(answer, 200);
  expect((await message).code).toBe('ok');
});

it('Who is suspended while in line is refused when it would be its turn, by whatever binding', async () => {
  await locker.query('BEGIN; LOCK TABLE backend_definition IN ACCESS EXCLUSIVE MODE');
  const underWay = snapshots(2);
  await until(async () => (await held()) === 2);
  const asked = snapshots(2);
  const message = stage.registry.bySoap('provider', stage.provider).published('GetServiceEndpoints');
  // All that was sent has long been read by then.
  for (let count = 0; count < 20; count += 1) await stage.registry.admin.get('/v1/admin/partners');
  expectStatus(await staff('suspend'), 200);
  await locker.query('ROLLBACK');
  for (const answer of await Promise.all(asked)) expectStatus(answer, 403);
  expect((await message).code).toBe('not-authorized');
  await Promise.all(underWay);
  expectStatus(await staff('readmit'), 200);
});

it('Polls that wait are not in line, and whoever comes after them is answered', async () => {
  const since = await asOf(stage.provider);
  const waiting = Array.from({ length: 5 }, () => poll(stage.provider, since, '&wait=60'));
  await until(() => stage.registry.signal.watching === 5);
  for (const answer of await Promise.all(snapshots(3))) expectStatus(answer, 200);
  await stage.publish();
  for (const { body } of await Promise.all(waiting)) expect(body.updated).toHaveLength(1);
});
