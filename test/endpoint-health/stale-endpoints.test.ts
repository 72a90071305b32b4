import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TokenWarning } from '../../src/endpoint-health/index.js';
import {
  type Client,
  expectStatus,
  freshToken,
  operatorPublication,
  providerPublication,
  TestClock,
  TestRegistry,
} from '../environment/index.js';

const YESTERDAY = '2026-11-24';
const TODAY = '2026-11-25';
const TOMORROW = '2026-11-26';

let registry: TestRegistry;
let clock: TestClock;
let operator: Client;
let provider: Client;

beforeAll(async () => {
  clock = new TestClock();
  clock.set(`${YESTERDAY}T10:00:00Z`);
  registry = await TestRegistry.start({ clock });
  operator = await registry.admit('cpo', { operatorIds: ['DE8AA'] });
  provider = await registry.admit('emp', { providerIds: ['DE9BB'] });
  const both = await registry.admit('both', { operatorIds: ['NL1OP'], providerIds: ['NL2EM'] });
  await registry.admit('quiet', { operatorIds: ['FR1OP'] });
  const put = async (client: Client, path: string, publication: object) =>
    expectStatus(await client.put(`/v1/self/${path}`, publication), 201);
  await put(operator, 'operator-backends/today', operatorPublication(clock, tokens(TODAY)));
  await put(operator, 'operator-backends/none', operatorPublication(clock, tokens(YESTERDAY)));
  await put(operator, 'operator-backends/both-days', operatorPublication(clock, tokens(TODAY, TOMORROW)));
  await put(provider, 'provider-backends/ready', providerPublication(clock, tokens(TODAY, TOMORROW)));
  const roaming = { whitelist: ['NL1OPE%'], ...tokens(TOMORROW) };
  await put(both, 'operator-backends/tomorrow', operatorPublication(clock, roaming));
  const contracts = { whitelist: ['NL2EMC%'], ...tokens(TODAY) };
  await put(both, 'provider-backends/today', providerPublication(clock, contracts));
});
afterAll(() => registry.stop());

function tokens(...days: string[]) {
  return { tokens: days.map((validDate) => ({ accessToken: freshToken(), validDate })) };
}

/** Each endpoint with what is wrong, `cpo/operator/none: stale 2026-11-25`. */
function told({ body }: { body: any }): string[] {
  return body.items.map(({ partnerId, role, backendId, states, missingTokens }: any) =>
    [`${partnerId}/${role}/${backendId}:`, ...states, ...missingTokens].join(' '),
  );
}

const ofAll = (more = '') => registry.admin.get(`/v1/admin/endpoint-health${more}`);

describe('An endpoint is stale', () => {
  it('without a token for today, in the morning', async () => {
    clock.set(`${TODAY}T11:54:59Z`);
    expect(told(await ofAll())).toEqual([
      `both/operator/tomorrow: stale ${TODAY}`,
      'both/provider/today: ok',
      'cpo/operator/both-days: ok',
      `cpo/operator/none: stale ${TODAY}`,
      'cpo/operator/today: ok',
      'emp/provider/ready: ok',
    ]);
  });

  it('without one for tomorrow, from 11:55 UTC on', async () => {
    clock.set(`${TODAY}T11:55:00Z`);
    expect(told(await ofAll())).toEqual([
      `both/operator/tomorrow: stale ${TODAY}`,
      `both/provider/today: stale ${TOMORROW}`,
      'cpo/operator/both-days: ok',
      `cpo/operator/none: stale ${TODAY} ${TOMORROW}`,
      `cpo/operator/today: stale ${TOMORROW}`,
      'emp/provider/ready: ok',
    ]);
  });

  it('no longer, once the token is there', async () => {
    const path = `/v1/self/operator-backends/today/tokens/${TOMORROW}`;
    expectStatus(await operator.put(path, { accessToken: freshToken() }), 200);
    expect(told(await ofAll('?state=stale'))).not.toContainEqual(
      expect.stringContaining('cpo/operator/today'),
    );
  });
});

describe('The health of endpoints', () => {
  it('is told by state', async () => {
    expect(told(await ofAll('?state=ok'))).toEqual([
      'cpo/operator/both-days: ok',
      'cpo/operator/today: ok',
      'emp/provider/ready: ok',
    ]);
    expect(told(await ofAll('?state=stale'))).toHaveLength(3);
    for (const state of ['unreachable', 'certificate-expiring'])
      expect(told(await ofAll(`?state=${state}`))).toEqual([]);
    const wrong = await ofAll('?state=fine');
    expectStatus(wrong, 400);
    expect(wrong.body.errors).toEqual([expect.objectContaining({ parameter: 'state' })]);
  });

  it.each(['', '&state=stale'])('comes page by page%s', async (state) => {
    const all = await ofAll(`?limit=100${state}`);
    const pages = [];
    for (let next = ''; ;) {
      const { body } = await ofAll(`?limit=1${state}${next}`);
      pages.push(...body.items);
      if (body.next === undefined) break;
      next = `&next=${body.next}`;
    }
    expect(pages).toEqual(all.body.items);
  });

  it('is told to each partner of its own endpoints, and to nobody else', async () => {
    const own = await operator.get('/v1/self/endpoint-health');
    expect(told(own).map((line) => line.split('/')[0])).toEqual(['cpo', 'cpo', 'cpo']);
    expect(told(await operator.get('/v1/self/endpoint-health?state=stale'))).toEqual([
      `cpo/operator/none: stale ${TODAY} ${TOMORROW}`,
    ]);
    const first = await operator.get('/v1/self/endpoint-health?limit=1');
    const foreign = await provider.get(`/v1/self/endpoint-health?next=${first.body.next}`);
    expect(told(foreign)).toEqual(['emp/provider/ready: ok']);
    for (const path of ['/v1/admin/endpoint-health', '/v1/admin/missing-tokens'])
      expectStatus(await operator.get(path), 403);
  });

  it('shows no token', async () => {
    for (const answer of [await ofAll(), await operator.get('/v1/self/endpoint-health')])
      expect(answer.text).not.toContain('access-token');
  });

  it('leaves out who is suspended', async () => {
    expectStatus(await registry.admin.post('/v1/admin/partners/both/suspend'), 200);
    expect(told(await ofAll()).filter((line) => line.startsWith('both'))).toEqual([]);
    expect((await registry.admin.get('/v1/admin/missing-tokens')).body.items).toHaveLength(1);
    expectStatus(await registry.admin.post('/v1/admin/partners/both/readmit'), 200);
  });
});

describe('Partners that owe a token', () => {
  const missing = (more = '') => registry.admin.get(`/v1/admin/missing-tokens${more}`);

  it('are those without one for today, in the morning', async () => {
    clock.set(`${TODAY}T11:54:59Z`);
    expect((await missing()).body).toEqual({
      validDate: TODAY,
      items: [
        { partnerId: 'both', name: 'Company both', definitions: 2, withoutToken: 1 },
        { partnerId: 'cpo', name: 'Company cpo', definitions: 3, withoutToken: 1 },
      ],
    });
  });

  it('are those without one for tomorrow, from 11:55 UTC on; page by page', async () => {
    clock.set(`${TODAY}T11:55:00Z`);
    const { body } = await missing();
    expect([body.validDate, body.items.map(({ partnerId }: any) => partnerId)]).toEqual([
      TOMORROW,
      ['both', 'cpo'],
    ]);
    const first = (await missing('?limit=1')).body;
    const second = (await missing(`?limit=1&next=${first.next}`)).body;
    expect([...first.items, ...second.items, second.next]).toEqual([...body.items, undefined]);
  });
});

describe('The log', () => {
  let other: TestRegistry;
  beforeAll(async () => {
    other = await TestRegistry.start({ beside: registry, clock });
  });
  afterAll(() => other.stop());

  const look = () => Promise.all([registry, other].map((one) => one.part(TokenWarning).warnIfDue()));
  const warnings = () =>
    [...registry.log, ...other.log]
      .map((line) => JSON.parse(line))
      .filter(({ context }) => context === 'TokenWarning')
      .map(({ level, msg }) => `${level}: ${msg}`);

  it('is told once a day, after 11:55 UTC and by one instance, how many they are', async () => {
    clock.set(`${TODAY}T11:54:59Z`);
    await look();
    expect(warnings()).toEqual([]);
    clock.set(`${TODAY}T11:55:00Z`);
    await look();
    const first = `warn: Partners that have no token for ${TOMORROW} after 11:55 UTC: 2`;
    expect(warnings()).toEqual([first]);
    clock.set(`${TODAY}T23:59:59Z`);
    await look();
    clock.set(`${TOMORROW}T00:00:00Z`);
    await look();
    expect(warnings()).toEqual([first]);
    clock.set(`${TOMORROW}T11:55:00Z`);
    await look();
    expect(warnings()).toEqual([
      first,
      'warn: Partners that have no token for 2026-11-27 after 11:55 UTC: 3',
    ]);
  });

  it('is not told by an instance that starts later that day', async () => {
    const late = await TestRegistry.start({ beside: registry, clock });
    await late.part(TokenWarning).warnIfDue();
    expect(late.log.join('')).not.toContain('TokenWarning');
    await late.stop();
  });

  it('is told nothing where nobody owes one', async () => {
    const complete = await TestRegistry.start({ clock });
    await complete.part(TokenWarning).warnIfDue();
    expect(complete.log.join('')).not.toContain('TokenWarning');
    await complete.stop();
  });
});
