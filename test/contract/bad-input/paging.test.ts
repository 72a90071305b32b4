import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Answer,
  type Client,
  expectStatus,
  freshToken,
  operatorPublication,
} from '../../environment/index.js';
import { expectProblem, Stage } from '../stage.js';

const SINCE = '2026-01-01T00:00:00Z';

let stage: Stage;
let asOf: string;
beforeAll(async () => {
  stage = await Stage.set({ configuration: { endpointHealthForPartners: true } });
  ({ asOf } = (await stage.provider.get('/v1/operator-backends')).body);
  for (const backend of ['a', 'b', 'c'])
    expectStatus(
      await stage.operator.put(
        `/v1/self/operator-backends/${backend}`,
        operatorPublication(stage.registry.clock),
      ),
      201,
    );
  expectStatus(await stage.registry.admin.put('/v1/admin/roaming-connections/outsider/emp'), 201);
  await oweTokens();
});
afterAll(() => stage.registry.stop());

/** Two partners have no token for today or tomorrow, at whatever hour. */
async function oweTokens(): Promise<void> {
  const { clock } = stage.registry;
  const tokens = () => [{ accessToken: freshToken(), validDate: clock.day(5) }];
  const changes = { tokens: tokens(), whitelist: ['NL1OPE%'] };
  const path = '/v1/self/operator-backends/owing';
  expectStatus(await stage.stranger.put(path, operatorPublication(clock, changes)), 201);
  expectStatus(await stage.operator.put(path, operatorPublication(clock, { tokens: tokens() })), 201);
}

type Caller = 'provider' | 'operator' | 'admin';
const LISTS: [Caller, string][] = [
  ['provider', '/v1/operator-backends'],
  ['provider', '/v1/operator-backends/updates?since=<asOf>'],
  ['operator', '/v1/self/operator-backends'],
  ['provider', '/v1/self/roaming-connections'],
  ['admin', '/v1/admin/partners'],
  ['admin', '/v1/admin/roaming-connections'],
  ['admin', '/v1/admin/visible?partner=emp'],
  ['admin', '/v1/admin/audit'],
  ['operator', '/v1/self/audit'],
  ['admin', '/v1/admin/endpoint-health'],
  ['admin', '/v1/admin/missing-tokens'],
  ['operator', '/v1/self/endpoint-health'],
  ['provider', '/v1/operator-backends/health'],
];

describe.each(LISTS)('The pages for the %s of %s', (caller, list) => {
  const client = (): Client => (caller === 'admin' ? stage.registry.admin : stage[caller]);
  const page = (parameters: string): Promise<Answer> => {
    const path = list.replace('<asOf>', asOf);
    return client().get(`${path}${path.includes('?') ? '&' : '?'}${parameters}`);
  };

  it('have a sensible length', async () => {
    const wrong = [
      '0',
      '00',
      '-1',
      '1001',
      '10000',
      'abc',
      '1e3',
      '0x10',
      '1.0',
      '1,0',
      '+1',
      '%201',
      '1%20',
      '01',
      '',
      '١',
    ];
    for (const limit of wrong)
      expectProblem(await page(`limit=${limit}`), 400, 'invalid-parameter', {
        parameter: 'limit',
      });
    expectProblem(await page('limit=1&limit=1'), 400, 'invalid-parameter', { parameter: 'limit' });
    for (const limit of [1, 999, 1000]) expectStatus(await page(`limit=${limit}`), 200);
  });

  it('begin where a page before ended, and nowhere else', async () => {
    const { body } = await page('limit=1');
    expect(body.next).toEqual(expect.any(String));
    expectStatus(await page(`limit=1&next=${body.next}`), 200);
    for (const next of [...garbage(), ...changed(body.next)])
      expectProblem(await page(`next=${next}`), 400, 'invalid-parameter', { parameter: 'next' });
    expectProblem(await page(`next=${body.next}&next=${body.next}`), 400, 'invalid-parameter', {
      parameter: 'next',
    });
  });

  it('take no other parameters, and name each', async () => {
    const faults = ['Limit', 'page', 'wait '].map((parameter) => ({
      parameter,
      detail: 'is not a known parameter',
    }));
    expectProblem(await page('Limit=1&page=2&wait%20=3'), 400, 'invalid-parameter', ...faults);
    expectProblem(
      await page('limit=x&next=a&next=b&__proto__=1'),
      400,
      'invalid-parameter',
      { parameter: 'limit' },
      { parameter: 'next', detail: 'must be given once only' },
      { parameter: '__proto__' },
    );
  });
});

describe('A next', () => {
  const nextOf = async (path: string, client: Client = stage.provider): Promise<string> => {
    const { body } = await client.get(path);
    expect(body.next).toEqual(expect.any(String));
    return body.next;
  };

  it('of another path does not fit', async () => {
    const ofSnapshot = await nextOf('/v1/operator-backends?limit=1');
    const ofUpdates = await nextOf(`/v1/operator-backends/updates?since=${asOf}&limit=1`);
    const ofOwn = await nextOf('/v1/self/operator-backends?limit=1', stage.operator);
    const ofOwnAudit = await nextOf('/v1/self/audit?limit=1', stage.operator);
    const ofAudit = await nextOf('/v1/admin/audit?limit=1', stage.registry.admin);
    const { provider, operator, registry } = stage;
    const tried = [
      () => provider.get(`/v1/operator-backends?next=${ofUpdates}`),
      () => provider.get(`/v1/operator-backends/updates?since=${asOf}&next=${ofSnapshot}`),
      () => provider.get(`/v1/operator-backends?next=${ofOwn}`),
      () => operator.get(`/v1/self/operator-backends?next=${ofSnapshot}`),
      () => registry.admin.get(`/v1/admin/roaming-connections?next=${ofOwn}`),
      () => registry.admin.get(`/v1/admin/visible?partner=emp&next=${ofOwn}`),
      () => registry.admin.get(`/v1/admin/audit?next=${ofOwn}`),
      () => registry.admin.get(`/v1/admin/audit?next=${ofOwnAudit}`),
      () => operator.get(`/v1/self/audit?next=${ofAudit}`),
      () => operator.get(`/v1/self/audit?next=${ofSnapshot}`),
    ];
    for (const send of tried) expectProblem(await send(), 400, 'invalid-parameter', { parameter: 'next' });
  });

  it('of another since does not fit', async () => {
    const next = await nextOf(`/v1/operator-backends/updates?since=${asOf}&limit=1`);
    for (const since of [SINCE, asOf.replace(/\.\d+/, '')])
      expectProblem(
        await stage.provider.get(`/v1/operator-backends/updates?since=${since}&next=${next}`),
        400,
        'invalid-parameter',
        { parameter: 'next' },
      );
  });

  it('of the future does not fit', async () => {
    const future = encode([Date.now() * 1_000 + 60_000_000_000, 'cpo', 'a', '']);
    const get = () => stage.provider.get(`/v1/operator-backends?next=${future}`);
    expectProblem(await get(), 400, 'invalid-parameter', { parameter: 'next', detail: 'names no page' });
  });

  it('of somebody else shows no more than one may see', async () => {
    const next = await nextOf('/v1/operator-backends?limit=1');
    const answer = await stage.stranger.get(`/v1/operator-backends?next=${next}`);
    expectStatus(answer, 200);
    expect(answer.body.items).toEqual([]);
  });
});

function garbage(): string[] {
  const values = [null, 1, 'a', {}, [], [null], [1], ['a', 'b', 'c', 'd', 'e'], [{}, {}, {}, {}], [['a']]];
  const holdingNul = [
    ['\0'],
    ['a\0', '\0'],
    [1, '\0', 'a', ''],
    [1, 'a', '\0', asOf],
    [1, 'operator', '\0', 'a'],
  ];
  const numbers = [-1, 1.5, 2 ** 53].map((revision) => [revision, 'a', 'b', '']);
  const encoded = [...values, ...holdingNul, ...numbers].map(encode);
  return ['', 'nonsense', '%F0%9F%98%80', '!', 'x'.repeat(1_001), '__proto__', ...encoded];
}

/** A next with something taken away, put on, or put in. */
function changed(next: string): string[] {
  const parts = JSON.parse(Buffer.from(next, 'base64url').toString()) as unknown[];
  const swapped = parts.map((part) => (typeof part === 'number' ? String(part) : 1));
  return [parts.slice(1), [...parts, 'more'], swapped, parts.map(() => '\0')].map(encode);
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
