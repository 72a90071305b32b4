import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Answer, expectStatus } from '../environment/index.js';
import { asOf, poll, Stage, until } from './stage.js';

describe('A poll that waits', () => {
  let stage: Stage;
  const watching = () => stage.registry.signal.watching;
  /** Under way when this returns. */
  const waitingPoll = async (
    client = stage.provider,
    more = '&wait=60',
  ): Promise<{ answer: Promise<Answer> }> => {
    const before = watching();
    const answer = poll(client, await asOf(client), more);
    await until(() => watching() > before);
    return { answer };
  };

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.publish();
  });
  afterAll(() => stage.registry.stop());

  it('is answered when there is something for the caller', async () => {
    const { answer } = await waitingPoll();
    const url = await stage.publish();
    expect((await answer).body.updated).toMatchObject([{ url }]);
    expect(watching()).toBe(0);
  });

  it('is answered at once when there is something already', async () => {
    const since = await asOf(stage.provider);
    const url = await stage.publish();
    expect((await poll(stage.provider, since, '&wait=60')).body.updated).toMatchObject([{ url }]);
  });

  it('is answered with nothing when the time is over, in the state of then', async () => {
    const { answer } = await waitingPoll(stage.provider, '&wait=1');
    await stage.publish(stage.strangeOperator);
    const present = await asOf(stage.provider);
    expect((await answer).body).toMatchObject({ asOf: present, updated: [], removed: [] });
  });

  it('is answered 304 then, if the client has that answer', async () => {
    const since = await asOf(stage.provider);
    const headers = { 'if-none-match': `"${since}"` };
    const path = `/v1/operator-backends/updates?since=${since}&wait=1`;
    expectStatus(await stage.provider.get(path, { headers }), 304);
  });

  it('is not woken by what does not concern the caller', async () => {
    using watch = stage.registry.signal.watch('provider' as never);
    let woken = false;
    void watch.changed.then(() => (woken = true));
    await stage.publish(stage.strangeOperator);
    expectStatus(
      await stage.registry.admin.put('/v1/admin/roaming-connections/strange-operator/stranger'),
      201,
    );
    expectStatus(await stage.registry.admin.post('/v1/admin/partners/strange-operator/suspend'), 200);
    expect(woken).toBe(false);
    await stage.publish();
    expect(woken).toBe(true);
  });

  it('is refused when the credential is revoked meanwhile', async () => {
    const issued = await stage.registry.admin.post('/v1/admin/partners/provider/credentials', {});
    const { answer } = await waitingPoll(stage.registry.as(issued.body.secret));
    const path = `/v1/admin/partners/provider/credentials/${issued.body.credentialId}`;
    expectStatus(await stage.registry.admin.delete(path), 204);
    expectStatus(await answer, 401);
  });

  it('is refused when the partner is suspended meanwhile', async () => {
    const { answer } = await waitingPoll(stage.stranger);
    expectStatus(await stage.registry.admin.post('/v1/admin/partners/stranger/suspend'), 200);
    expectStatus(await answer, 403);
  });

  it('frees its place when the client goes away', async () => {
    const since = await asOf(stage.provider);
    const gone = new AbortController();
    const headers = { authorization: `Bearer ${stage.provider.secret}` };
    const path = `/v1/operator-backends/updates?since=${since}&wait=60`;
    const answer = fetch(stage.registry.address + path, { headers, signal: gone.signal });
    await until(() => watching() === 1);
    gone.abort();
    await expect(answer).rejects.toThrow();
    await until(() => watching() === 0);
  });

  it('refuses a wait that is none', async () => {
    for (const wait of ['-1', '1.5', 'long', '10000', '01']) {
      const refused = await poll(stage.provider, await asOf(stage.provider), `&wait=${wait}`);
      expectStatus(refused, 400);
      expect(refused.body.errors).toMatchObject([{ parameter: 'wait' }]);
    }
  });
});

describe('Many polls that wait', () => {
  const COUNT = 1_000;

  it('are all answered by what is published, and by the last of it in the end', async () => {
    const stage = await Stage.set();
    const copies = await Promise.all(
      Array.from({ length: 100 }, async () => ({ url: '', since: await asOf(stage.provider) })),
    );
    let last = '';
    const follow = async (copy: (typeof copies)[number]) => {
      while (copy.url === '' || copy.url !== last) {
        const { body } = await poll(stage.provider, copy.since, '&wait=60');
        Object.assign(copy, { since: body.asOf, url: body.updated[0]?.url ?? copy.url });
      }
    };
    const following = copies.map(follow);
    for (let count = 0; count < 20; count += 1) last = await stage.publish();
    await Promise.all(following);
    await stage.registry.stop();
  });

  it('hold no connection to the database, and all are answered when the service stops', async () => {
    const stage = await Stage.set();
    const { signal, databaseUrl } = stage.registry;
    const since = await asOf(stage.provider);
    const answers = Array.from({ length: COUNT }, () => poll(stage.provider, since, '&wait=60'));
    await until(() => signal.watching === COUNT);
    expect(await busySessions(databaseUrl)).toBe(0);
    await stage.publish(stage.strangeOperator);
    const present = await asOf(stage.strangeOperator);
    const [all] = await Promise.all([Promise.all(answers), stage.registry.stop()]);
    for (const { status, body } of all) expect([status, body.asOf]).toEqual([200, present]);
  });
});

/** Sessions of the service that hold a transaction or run a query, but for the signal's look at the clock. */
async function busySessions(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
       AND application_name = 'ochp-direct-registry'`,
  );
  await client.end();
  return rows[0].count;
}
