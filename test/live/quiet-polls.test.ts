import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { expectStatus } from '../environment/index.js';
import { asOf, poll, Stage } from './stage.js';

const TABLES = [
  'backend_definition',
  'roaming_connection',
  'partner_admission',
  'credential',
  'partner',
  'owned_party_id',
];

describe('A poll that finds nothing new', () => {
  let stage: Stage;
  let locker: pg.Client;

  beforeAll(async () => {
    stage = await Stage.set();
    locker = new pg.Client({ connectionString: stage.registry.databaseUrl });
    await locker.connect();
  });
  afterAll(async () => {
    await locker.end();
    await stage.registry.stop();
  });

  /** Whoever asks for anything but the clock row waits from here on. */
  beforeEach(async () => {
    await stage.publish();
    await locker.query('BEGIN');
  });
  afterEach(() => locker.query('ROLLBACK'));
  const lock = () => locker.query(`LOCK TABLE ${TABLES.join(', ')} IN ACCESS EXCLUSIVE MODE`);

  it('costs no query, nor do the credentials of the caller', async () => {
    const since = await asOf(stage.provider);
    const { epoch } = (await stage.provider.get('/v1/self')).body;
    await lock();
    for (let count = 0; count < 20; count += 1) {
      const { body } = await poll(stage.provider, since, count % 2 ? `&epoch=${epoch}` : '');
      expect(body).toEqual({ since, asOf: since, epoch, updated: [], removed: [] });
    }
  });

  it('is the same by the operations for OCHP systems, and where the client has an answer already', async () => {
    const since = await asOf(stage.provider);
    await lock();
    const soap = stage.registry.bySoap('provider', stage.provider);
    const asked = `<m:lastUpdate><m:DateTime>${since}</m:DateTime></m:lastUpdate>`;
    const { code, body } = await soap.own('GetOperatorBackendDefinitionUpdates', asked);
    expect([code, body.asOf?.[0].DateTime[0]]).toEqual(['ok', since]);
    const headers = { 'if-none-match': `W/"${since}"` };
    const path = `/v1/operator-backends/updates?since=${since}`;
    expectStatus(await stage.provider.get(path, { headers }), 304);
    expectStatus(await stage.provider.get('/v1/operator-backends', { headers }), 304);
  });

  it('is one after others have written what does not concern the caller', async () => {
    const since = await asOf(stage.stranger);
    await stage.publish(stage.operator);
    await stage.publish(stage.strangeOperator);
    const present = await asOf(stage.strangeOperator);
    const { epoch } = (await stage.stranger.get('/v1/self')).body;
    expect(present > since).toBe(true);
    await lock();
    const { body } = await poll(stage.stranger, since);
    expect(body).toEqual({ since, asOf: present, epoch, updated: [], removed: [] });
  });

  it('is one by the clock of the client, too, once nothing happened in the time that it may mean', async () => {
    stage.registry.clock.advance(10 * 60_000);
    await stage.publish(stage.strangeOperator);
    const since = stage.registry.clock.toSeconds();
    await lock();
    const { body } = await poll(stage.provider, since);
    expect(body).toMatchObject({ updated: [], removed: [] });
  });

  it('obeys the rules of every poll', async () => {
    const since = await asOf(stage.stranger);
    await stage.publish(stage.strangeOperator);
    stage.registry.clock.advance(31 * 86_400_000);
    await lock();
    const refused = await poll(stage.stranger, since);
    expectStatus(refused, 410);
    expect(refused.body.type).toMatch(/:before-retention$/);
  });
});

describe('A poll that finds something', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(() => stage.registry.stop());

  it('is told of it as soon as the writer is', async () => {
    for (let count = 0; count < 30; count += 1) {
      const since = await asOf(stage.provider);
      const url = await stage.publish();
      expect((await poll(stage.provider, since)).body.updated).toMatchObject([{ url }]);
    }
  });

  it('is told of connections and admissions that begin and end', async () => {
    const { admin } = stage.registry;
    const removed = [{ partnerId: 'operator', backendId: 'b1' }];
    const steps = [
      { write: () => stage.operator.delete('/v1/self/roaming-connections/provider'), finds: { removed } },
      { write: () => stage.operator.put('/v1/self/roaming-connections/provider'), finds: { removed: [] } },
      { write: () => admin.post('/v1/admin/partners/operator/suspend'), finds: { removed } },
      { write: () => admin.post('/v1/admin/partners/operator/readmit'), finds: { removed: [] } },
    ];
    for (const { write, finds } of steps) {
      const since = await asOf(stage.provider);
      expectStatus(await write(), 200, 201, 204);
      const { body } = await poll(stage.provider, since);
      expect(body).toMatchObject(finds);
      expect(body.updated).toHaveLength(1 - finds.removed.length);
    }
  });
});
