import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FilledRegistry, fillRegistry } from '../../bench/registry-of-size.js';
import { formatRevision, type Revision } from '../../src/database/index.js';
import { type Client, expectStatus, TestRegistry } from '../environment/index.js';

/** Where so much changed, other rows are looked at than after a poll that was missed: the answer must be the same. */
const SIZE = { partners: 200, definitions: 2_000, versions: 20_000, connections: 30 };
const DAY = 86_400_000_000;

describe('A client that comes back after a long time', () => {
  let registry: TestRegistry;
  let filled: FilledRegistry;
  let client: Client;

  beforeAll(async () => {
    registry = await TestRegistry.start();
    filled = await fillRegistry(registry.databaseUrl, SIZE);
    const issued = await registry.admin.post(`/v1/admin/partners/${filled.caller}/credentials`, {});
    expectStatus(issued, 201);
    client = registry.as(issued.body.secret);
  });
  afterAll(() => registry.stop());

  /** Every entry of all pages, in one list. */
  const entries = async (from: Client, path: string, list: string): Promise<any[]> => {
    const found: any[] = [];
    for (let next = ''; ;) {
      const answer = await from.get(path + next);
      expectStatus(answer, 200);
      found.push(...answer.body[list]);
      if (answer.body.next === undefined) return found;
      next = `&next=${answer.body.next}`;
    }
  };
  const byIdentity = (definitions: any[]) =>
    new Map(
      definitions.map(({ partnerId, backendId, changedAt }) => [`${partnerId}/${backendId}`, changedAt]),
    );

  /** What the client has of then becomes what it sees now, page by page. */
  const expectTheLaw = async (since: string) => {
    const visible = `/v1/admin/visible?partner=${filled.caller}&at=${since}&limit=1000`;
    const copy = byIdentity(await entries(registry.admin, visible, 'items'));
    const updates = `/v1/operator-backends/updates?since=${since}&limit=100`;
    const updated = byIdentity(await entries(client, updates, 'updated'));
    const removed = await entries(client, updates, 'removed');
    for (const [identity, changedAt] of updated) copy.set(identity, changedAt);
    for (const { partnerId, backendId } of removed) copy.delete(`${partnerId}/${backendId}`);
    const snapshot = byIdentity(await entries(client, '/v1/operator-backends?limit=1000', 'items'));
    expect(updated.size).toBeGreaterThan(0);
    expect(copy).toEqual(snapshot);
  };

  it.each([25, 10, 1])('gets the law kept: %d days', (days) =>
    expectTheLaw(formatRevision((filled.lastRevision - days * DAY) as Revision)),
  );

  it.each([40, 60])('gets the law kept where a connection ended and began %d times since', async (times) => {
    const connection = `/v1/admin/roaming-connections/${filled.operators[3]!}/${filled.caller}`;
    for (let time = 0; time < times; time += 1) {
      expectStatus(await registry.admin.delete(connection), 204);
      expectStatus(await registry.admin.put(connection), 201);
    }
    await expectTheLaw(formatRevision((filled.lastRevision - DAY) as Revision));
  });
});
