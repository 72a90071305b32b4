import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDuration } from '../../src/configuration/index.js';
import { expectProblem } from '../contract/stage.js';
import { type Client, expectStatus, type SoapClient, TestRegistry } from '../environment/index.js';

const MOST = 5;
const MINUTE = 60_000;

let registry: TestRegistry;
let partner: Client;
let soap: SoapClient;

beforeAll(async () => {
  const requestLimit = { most: MOST, window: parseDuration('1m') };
  registry = await TestRegistry.start({ configuration: { requestLimit } });
  partner = await registry.admit('emp', { providerIds: ['DE9BB'] });
  soap = registry.bySoap('emp', partner);
});
afterAll(() => registry.stop());

/** To 18 s before a window ends, in which nothing has been counted. */
beforeEach(() => {
  const next = (Math.floor(registry.clock.now() / MINUTE) + 2) * MINUTE;
  registry.clock.advance(next - 18_000 - registry.clock.now());
});

const useUp = async () => {
  for (let count = 0; count < MOST; count += 1) expectStatus(await partner.get('/v1/self'), 200);
};
const limitsIn = ({ headers }: { headers: Headers }) =>
  ['ratelimit-policy', 'ratelimit', 'retry-after'].map((name) => headers.get(name));

describe('Requests of a credential', () => {
  it('are told what is left of their quota, by every binding and with every answer', async () => {
    expect(limitsIn(await partner.get('/v1/self'))).toEqual([
      '"requests";q=5;w=60',
      '"requests";r=4;t=18',
      null,
    ]);
    registry.clock.advance(7_500);
    expect(limitsIn(await partner.get('/v1/nothing/here'))).toEqual([null, null, null]);
    expect(limitsIn(await soap.published('GetServiceEndpoints'))[1]).toBe('"requests";r=3;t=11');
    expect(limitsIn(await partner.get('/v1/self/roaming-connections?colour=red'))[1]).toBe(
      '"requests";r=2;t=11',
    );
    expect(limitsIn(await partner.get('/v1/admin/partners'))[1]).toBe('"requests";r=1;t=11');
    expect(limitsIn(await partner.put('/v1/admin/partners', {}))[1]).toBe('"requests";r=0;t=11');
  });

  it('beyond it get 429, which says when to come back, until the window is over', async () => {
    await useUp();
    const refused = await partner.get('/v1/self');
    expectProblem(refused, 429, 'too-many-requests');
    expect(refused.body).toMatchObject({
      title: 'Too many requests',
      detail: 'These credentials have made 5 requests within 60 s. Try again in 18 s.',
    });
    expect(limitsIn(refused)).toEqual(['"requests";q=5;w=60', '"requests";r=0;t=18', '18']);
    registry.clock.advance(17_001);
    expect(limitsIn(await partner.get('/v1/self'))[2]).toBe('1');
    registry.clock.advance(999);
    expectStatus(await partner.get('/v1/self'), 200);
  });

  it('get the result "server" by SOAP, with the same headers, and change nothing', async () => {
    await useUp();
    const refused = await soap.published('GetServiceEndpoints');
    expect(refused).toMatchObject({ status: 200, code: 'server' });
    expect(refused.description).toBe(
      'These credentials have made 5 requests within 60 s. Try again in 18 s.',
    );
    expect(limitsIn(refused)).toEqual(['"requests";q=5;w=60', '"requests";r=0;t=18', '18']);
  });

  it('are counted for each credential by itself', async () => {
    await useUp();
    const issued = await registry.admin.post('/v1/admin/partners/emp/credentials', {});
    expectStatus(await registry.as(issued.body.secret).get('/v1/self'), 200);
    expectStatus(await partner.get('/v1/self'), 429);
  });

  it('that are refused are not counted: what is not let in uses up nothing', async () => {
    await useUp();
    for (let count = 0; count < 3; count += 1) expectStatus(await partner.get('/v1/self'), 429);
    await registry.exchangeCounts();
    registry.clock.advance(18_000);
    await useUp();
  });
});

it('Staff, health, the documentation and whoever has no credentials are not limited, nor told of limits', async () => {
  await useUp();
  for (let count = 0; count < 2 * MOST; count += 1) {
    const answers = [
      await registry.admin.get('/v1/admin/partners'),
      await partner.get('/health/live'),
      await partner.get('/v1/schemas'),
    ];
    for (const answer of answers) {
      expectStatus(answer, 200);
      expect(limitsIn(answer)).toEqual([null, null, null]);
    }
    expectStatus(await registry.as('').get('/v1/self', { headers: { authorization: '' } }), 401);
  }
});
