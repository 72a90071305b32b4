import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectStatus, TestClock, TestRegistry } from '../environment/index.js';
import { admitCompanies, type Company, publicationOf } from './company.js';
import { HeldTable } from './held-table.js';
import { NaiveFeed, type Position } from './naive-feed.js';

/** Two writers overlap: the one that began first ends last, and a client polls in between. */
describe('A change that is committed after a later one was told of', () => {
  let registry: TestRegistry;
  let operator: Company;
  let provider: Company;

  beforeAll(async () => {
    registry = await TestRegistry.start({ clock: new TestClock(), configuration: { logLevel: 'silent' } });
    const companies = await admitCompanies(registry);
    [operator, provider] = [companies[0]!, companies[3]!];
    expectStatus(await operator.client.put('/v1/self/roaming-connections/provider-1'), 201);
  });
  afterAll(() => registry.stop());

  it.each<Position>(['timestamp', 'sequence number'])(
    'is lost by a feed that goes by %s',
    async (position) => {
      const feed = await NaiveFeed.create(registry.databaseUrl, position);
      const commitEarly = await feed.begin('early');
      const commitLate = await feed.begin('late');
      await commitLate();
      const first = await feed.poll(0);
      await commitEarly();
      const second = await feed.poll(first.since);
      expect([first.names, second.names]).toEqual([['late'], []]);
      expect((await feed.poll(0)).names).toEqual(['early', 'late']);
      await feed.end();
    },
  );

  const publish = (backendId: string) => {
    const publication = publicationOf(operator, 'operator', `token-${backendId}`, registry.clock.day(1));
    return operator.client.put(`/v1/self/operator-backends/${backendId}`, publication);
  };
  const poll = async (since: string) => {
    const answer = await provider.client.get(`/v1/operator-backends/updates?since=${since}`);
    expectStatus(answer, 200);
    return { told: answer.body.updated.map(({ backendId }: any) => backendId), asOf: answer.body.asOf };
  };
  const asOf = async () => (await provider.client.get('/v1/operator-backends')).body.asOf;

  it('is delivered by the registry, where the later one has to wait', async () => {
    const start = await asOf();
    const held = await HeldTable.hold(registry.databaseUrl, 'access_token');
    const early = publish('early');
    await held.untilWaiting(1);
    const late = publish('late');
    await held.untilWaiting(2);
    const first = await poll(start);
    await held.letGo();
    expect([(await early).status, (await late).status]).toEqual([201, 201]);
    const second = await poll(first.asOf);
    expect([first.told, second.told]).toEqual([[], ['early', 'late']]);
    expect(first.asOf).toBe(start);
  });

  it('is delivered to a client that goes by its own clock, which the tolerance covers', async () => {
    const held = await HeldTable.hold(registry.databaseUrl, 'access_token');
    const slow = publish('slow');
    await held.untilWaiting(1);
    registry.clock.advance(5_000);
    const ownTime = registry.clock.toSeconds();
    expect((await poll(await asOf())).told).toEqual([]);
    await held.letGo();
    expectStatus(await slow, 201);
    expect((await poll(ownTime)).told).toContain('slow');
  });
});
