import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EndpointHealthReader } from '../../src/endpoint-health/index.js';
import { expectStatus, freshToken, TestClock } from '../environment/index.js';
import { EndpointStage, MORNING } from './endpoint-stage.js';

const OF_OPERATORS = '/v1/operator-backends/health';
const OF_PROVIDERS = '/v1/provider-backends/health';

async function setStage(endpointHealthForPartners: boolean): Promise<EndpointStage> {
  const clock = new TestClock();
  clock.set(MORNING);
  const stage = await EndpointStage.set({ clock, configuration: { endpointHealthForPartners } });
  const server = await stage.server();
  const expired = await stage.server({ from: -9, until: -2 });
  const url = (path: string) => `https://127.0.0.1:${server.port}/${path}`;
  const notToday = { tokens: [{ accessToken: freshToken(), validDate: clock.day(1) }] };
  await stage.publish('good', url('good'));
  await stage.publish('bad', `https://127.0.0.1:${expired.port}/`);
  await stage.publish('old', url('old'), notToday);
  await stage.publishAsProvider('mdm', url('mdm'));
  await stage.publishAsStranger('theirs', `https://127.0.0.1:${expired.port}/theirs`);
  expect(await stage.probe()).toBe(5);
  return stage;
}

describe('Unless the clearing house says so, a partner', () => {
  let stage: EndpointStage;
  beforeAll(async () => {
    stage = await setStage(false);
  });
  afterAll(() => stage.stop());

  it('sees nothing of the health of others', async () => {
    for (const client of [stage.provider, stage.operator, stage.stranger])
      for (const path of [OF_OPERATORS, OF_PROVIDERS]) {
        const answer = await client.get(path);
        expectStatus(answer, 403);
        expect(answer.body.type).toMatch(/not-permitted$/);
        expect(answer.text).not.toMatch(/unreachable|stale|cpo|emp|outsider/);
      }
  });
});

describe('Where the clearing house shows it, a partner', () => {
  let stage: EndpointStage;
  beforeAll(async () => {
    stage = await setStage(true);
  });
  afterAll(() => stage.stop());

  const health = (partnerId: string, backendId: string, ...states: string[]) => ({
    partnerId,
    backendId,
    states,
  });

  it('sees how those are that it may see, and not why', async () => {
    const { body } = await stage.provider.get(OF_OPERATORS);
    expect(body.items).toEqual([
      health('cpo', 'bad', 'unreachable', 'certificate-expiring'),
      health('cpo', 'good', 'ok'),
      health('cpo', 'old', 'stale'),
    ]);
    const { asOf } = (await stage.provider.get('/v1/operator-backends')).body;
    expect(body.asOf).toBe(asOf);
    expect((await stage.operator.get(OF_PROVIDERS)).body.items).toEqual([health('emp', 'mdm', 'ok')]);
  });

  it('sees nothing of strangers, and strangers see nothing', async () => {
    for (const [client, path] of [
      [stage.stranger, OF_OPERATORS],
      [stage.stranger, OF_PROVIDERS],
      [stage.operator, OF_OPERATORS],
      [stage.provider, OF_PROVIDERS],
    ] as const)
      expect((await client.get(path)).body.items).toEqual([]);
  });

  it('goes through them page by page; a next of a snapshot does not fit', async () => {
    const all = (await stage.provider.get(OF_OPERATORS)).body;
    const first = (await stage.provider.get(`${OF_OPERATORS}?limit=2`)).body;
    const second = (await stage.provider.get(`${OF_OPERATORS}?limit=2&next=${first.next}`)).body;
    expect([...first.items, ...second.items]).toEqual(all.items);
    const ofSnapshot = (await stage.provider.get('/v1/operator-backends?limit=1')).body.next;
    expectStatus(await stage.provider.get(`${OF_OPERATORS}?next=${ofSnapshot}`), 400);
    expectStatus(await stage.provider.get(`/v1/operator-backends?next=${first.next}`), 400);
  });

  it('sees none of them once the connection ends, not even on later pages', async () => {
    const first = (await stage.provider.get(`${OF_OPERATORS}?limit=2`)).body;
    expectStatus(await stage.operator.delete('/v1/self/roaming-connections/emp'), 204);
    expect((await stage.provider.get(OF_OPERATORS)).body.items).toEqual([]);
    const later = await stage.provider.get(`${OF_OPERATORS}?limit=2&next=${first.next}`);
    expectStatus(later, 410);
    expect(later.body.type).toMatch(/page-outdated$/);
  });
});

it('The number of endpoints in each state is known', async () => {
  const stage = await setStage(false);
  expect(await stage.registry.part(EndpointHealthReader).countByState()).toEqual({
    ...{ unreachable: 2, 'certificate-expiring': 2 },
    ...{ stale: 1, ok: 2 },
  });
  await stage.stop();
});
