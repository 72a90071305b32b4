import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChangeSignalKind } from '../../src/configuration/index.js';
import { type Client, expectStatus, TestRegistry } from '../environment/index.js';
import { asOf, poll, Stage, until } from './stage.js';

const KINDS: readonly ChangeSignalKind[] = ['notify', 'poll'];

describe.each(KINDS)('Three instances on one database that learn of each other by %s', (changeSignal) => {
  let stage: Stage;
  let others: TestRegistry[];
  /** The same provider at each of the other instances. */
  let elsewhere: Client[];
  const allWatch = (count: number) =>
    until(() => others.every(({ signal }) => signal.watching === count && signal.present !== undefined));

  beforeAll(async () => {
    const configuration = { changeSignal };
    stage = await Stage.set({ configuration });
    const beside = { beside: stage.registry, clock: stage.registry.clock, configuration };
    others = [await TestRegistry.start(beside), await TestRegistry.start(beside)];
    elsewhere = others.map((other) => other.as(stage.provider.secret));
  });
  afterAll(async () => {
    for (const other of others) await other.stop();
    await stage.registry.stop();
  });

  it('answer a poll that waits at one of them when something is published at another', async () => {
    for (let count = 0; count < 5; count += 1) {
      const since = await asOf(stage.provider);
      const answers = elsewhere.map((client) => poll(client, since, '&wait=60'));
      await allWatch(1);
      const url = await stage.publish();
      for (const { body } of await Promise.all(answers)) expect(body.updated).toMatchObject([{ url }]);
    }
  });

  it('never lead a client back that goes from one to another', async () => {
    let since = await asOf(stage.provider);
    for (let count = 0; count < 30; count += 1) {
      const url = await stage.publish();
      const told = (await poll(stage.provider, since)).body;
      expect(told.updated).toMatchObject([{ url }]);
      for (const client of elsewhere) {
        const { body } = await poll(client, told.asOf);
        expect(body.asOf >= told.asOf).toBe(true);
        expect(body.updated).toEqual([]);
      }
      since = told.asOf;
    }
  });

  it('shut out a revoked credential everywhere, also where it was known', async () => {
    const issued = await stage.registry.admin.post('/v1/admin/partners/provider/credentials', {});
    const clients = others.map((other) => other.as(issued.body.secret));
    for (const client of clients) expectStatus(await client.get('/v1/self'), 200);
    const path = `/v1/admin/partners/provider/credentials/${issued.body.credentialId}`;
    expectStatus(await stage.registry.admin.delete(path), 204);
    for (const client of clients) await until(async () => (await client.get('/v1/self')).status === 401);
  });

  it('shut out a suspended partner everywhere, and let it in again', async () => {
    for (const [act, status] of [
      ['suspend', 403],
      ['readmit', 200],
    ] as const) {
      expectStatus(await stage.registry.admin.post(`/v1/admin/partners/provider/${act}`), 200);
      for (const client of elsewhere)
        await until(async () => (await client.get('/v1/self')).status === status);
    }
  });
});
