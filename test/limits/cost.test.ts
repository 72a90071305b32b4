import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { readEnvironment } from '../../src/configuration/index.js';
import { askDatabase, expectStatus } from '../environment/index.js';
import { asOf, poll, Stage, until } from '../live/stage.js';

describe('With the limits that the service has unless told otherwise', () => {
  let stage: Stage;
  let since: string;

  beforeAll(async () => {
    const { requestLimit, failedLoginLimit, failedLoginLimitPerName, waitingPollLimit } = readEnvironment({});
    const configuration = { requestLimit, failedLoginLimit, failedLoginLimitPerName, waitingPollLimit };
    stage = await Stage.set({ configuration });
    since = await asOf(stage.provider);
  });
  afterAll(() => stage.registry.stop());

  const rows = async () => {
    await stage.registry.exchangeCounts();
    return askDatabase(stage.registry.databaseUrl, 'SELECT tally FROM limit_count ORDER BY 1');
  };

  it('nothing is written of a partner that polls every few seconds, and holds a poll', async () => {
    stage.registry.clock.advance(60_000);
    const waiting = poll(stage.provider, since, '&wait=60');
    await until(() => stage.registry.signal.watching === 1);
    for (let count = 0; count < 20; count += 1) expectStatus(await poll(stage.provider, since), 200);
    expect(await rows()).toEqual([]);
    await stage.publish();
    expectStatus(await waiting, 200);
  });

  it('one that does more is told of, and nobody waits for it', async () => {
    stage.registry.clock.advance(60_000);
    const locker = new pg.Client({ connectionString: stage.registry.databaseUrl });
    await locker.connect();
    await locker.query('BEGIN; LOCK TABLE limit_count IN ACCESS EXCLUSIVE MODE');
    for (let count = 0; count < 100; count += 1) expectStatus(await poll(stage.provider, since), 200);
    expectStatus(await stage.registry.as('wrong').get('/v1/self'), 401);
    await locker.query('ROLLBACK');
    await locker.end();
    expect(await rows()).toEqual([{ tally: 'failed-logins' }, { tally: 'requests' }]);
  });
});
