import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem, PROBLEM, Stage } from '../stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.registry.stop());

const send = (method: string, path: string) => stage.operator.send(method, path);

describe('A path that does not exist is not found', () => {
  it.each([
    '/v1',
    '/v1/',
    '/V1/self',
    '/v2/self',
    '/v1/Self',
    '/v1/self/',
    '/v1//self',
    '/v1/self/operator-backends/',
    '/v1/self/operator-backends/a/tokens',
    '/v1/self/operator-backends/a/tokens/2099-12-31/x',
    '/v1/operator-backends/x',
    '/v1/operator-backends/updates/x',
    '/v1/admin',
    '/v1/admin/partners/a/b',
    '/v1/admin/roaming-connections/a',
    '/v1/schemas/problem',
    '/v1/schemas/.json',
    '/v1/schemas/no-such.json',
    '/v1/schemas/__proto__.json',
    '/v1/schemas/problem.json/x',
    '/v1/schemas/..%2Fproblem.json',
    '/health',
    '/health/',
    '/metrics/x',
    '/docs/no-such.js',
    '/favicon.ico',
  ])('%s', async (path) => {
    expectProblem(await send('GET', path), 404, 'not-found');
  });

  it('for whoever asks, and by any method', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      expectProblem(await stage.registry.as('').send(method, '/v1/nothing', undefined), 404, 'not-found');
  });
});

describe('A method that a path does not have', () => {
  it.each([
    ['POST', '/v1/self', 'GET, HEAD'],
    ['OPTIONS', '/v1/self', 'GET, HEAD'],
    ['DELETE', '/v1/operator-backends', 'GET, HEAD'],
    ['PUT', '/v1/operator-backends/updates?since=2026-01-01T00:00:00Z', 'GET, HEAD'],
    ['POST', '/v1/provider-backends/resolve', 'GET, HEAD'],
    ['POST', '/v1/self/operator-backends', 'GET, HEAD'],
    ['PATCH', '/v1/self/operator-backends/cms-1', 'DELETE, GET, HEAD, PUT'],
    ['GET', '/v1/self/operator-backends/cms-1/tokens/2099-12-31', 'PUT'],
    ['DELETE', '/v1/self/operator-backends/cms-1/tokens/2099-12-31', 'PUT'],
    ['GET', '/v1/self/roaming-connections/emp', 'DELETE, PUT'],
    ['DELETE', '/v1/admin/partners', 'GET, HEAD, POST, PUT'],
    ['DELETE', '/v1/admin/partners/cpo', 'GET, HEAD, PATCH'],
    ['GET', '/v1/admin/partners/cpo/suspend', 'POST'],
    ['PUT', '/v1/admin/partners/cpo/credentials', 'GET, HEAD, POST'],
    ['GET', '/v1/admin/partners/cpo/credentials/x', 'DELETE'],
    ['POST', '/v1/admin/roaming-connections/cpo/emp', 'DELETE, PUT'],
    ['DELETE', '/v1/admin/visible', 'GET, HEAD'],
    ['POST', '/v1/schemas/problem.json', 'GET, HEAD'],
    ['POST', '/health/ready', 'GET, HEAD'],
  ])('is refused with those that it has: %s %s', async (method, path, allowed) => {
    const answer = await stage.refuses(() => send(method, path), 405, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe(allowed);
  });
});

describe('A URL is refused', () => {
  const answerTo = async (path: string) => {
    const headers = { authorization: `Bearer ${stage.operator.secret}` };
    const answer = await fetch(stage.registry.address + path, { headers });
    return [answer.status, (JSON.parse(await answer.text()) as { type: string }).type];
  };

  it.each([
    ['/v1/self/operator-backends/', 257, 414, 'uri-too-long'],
    ['/v1/admin/partners/', 5_000, 414, 'uri-too-long'],
    ['/v1/operator-backends?next=', 1_001, 400, 'invalid-parameter'],
    ['/v1/operator-backends/resolve?evseId=DE8AAE1&namespaceUrl=', 256, 400, 'invalid-parameter'],
    ['/v1/operator-backends?next=', 20_000, 431, 'headers-too-large'],
  ])('that is too long: %s and %i more', async (path, length, status, code) => {
    expect(await answerTo(path + 'x'.repeat(length))).toEqual([status, PROBLEM + code]);
  });

  it.each([
    '/v1/self/operator-backends/%',
    '/v1/self/operator-backends/%ZZ',
    '/v1/self/operator-backends/%C3%28',
    '/v1/self/operator-backends/%ED%A0%80',
    '/v1/self/operator-backends/a%00',
    '/v1/admin/partners/%00',
    '/v1/operator-backends/resolve?evseId=DE8AAE1&namespaceUrl=%00',
    '/v1/self?%00',
  ])('that is not well-formed: %s', async (path) => {
    expect(await answerTo(path)).toEqual([400, `${PROBLEM}malformed-request`]);
  });
});

describe('A parameter that an operation does not know', () => {
  it.each([
    ['GET', '/v1/self'],
    ['GET', '/v1/self/operator-backends/cms-1'],
    ['PUT', '/v1/self/roaming-connections/emp'],
    ['DELETE', '/v1/self/roaming-connections/emp'],
    ['DELETE', '/v1/self/operator-backends/cms-1'],
  ])('is refused, rather than heeded not: %s %s', async (method, path) => {
    const faults = ['dryRun', 'if'].map((parameter) => ({ parameter, detail: 'is not a known parameter' }));
    await stage.refuses(
      () => send(method, `${path}?dryRun=true&if=new`),
      400,
      'invalid-parameter',
      ...faults,
    );
  });

  it('is of no matter where anybody may ask', async () => {
    for (const path of ['/health/live?probe=1', '/v1/schemas?v=1', '/v1/schemas/problem.json?v=1'])
      expect((await fetch(stage.registry.address + path)).status).toBe(200);
  });
});

describe('The ID to resolve', () => {
  const resolve = (query: string) => stage.provider.get(`/v1/${query}`);

  it.each([
    '',
    'DE8AA',
    'DE8AAC1',
    'DE8AAE',
    'DE*8AAE1',
    'DE*8AA*E',
    'DE8AA**E1',
    'DE-8AA-E1',
    'D18AAE1',
    'DE8AAE%25',
    'DE8AAE1%20',
    'DE8AAE-1',
    `DE8AAE${'1'.repeat(32)}`,
    'DE8AAEÄ',
    'DE8AAE1&evseId=DE8AAE1',
  ])('of a charge point is one, unlike %s', async (id) => {
    const answer = await resolve(`operator-backends/resolve?evseId=${id}`);
    expectProblem(answer, 400, 'invalid-parameter', { parameter: 'evseId' });
  });

  it.each([
    '',
    'DE9BB',
    'DE9BBCA2B3C4D',
    'DE9BBCA2B3C4D5N1',
    'DE-9BBCA2B3C4D5N',
    'DE-9BB-CA2B3C4D5N',
    'DE9BB-CA2B3C4D5-N',
    'DE*9BB*CA2B3C4D5*N',
    'D19BBCA2B3C4D5N',
    'DE9BBCA2B3C4%25',
    'DE-9BB-CA2B3C4D5-',
    '%20DE9BBCA2B3C4D5',
  ])('of a contract is one, unlike %s', async (id) => {
    const answer = await resolve(`provider-backends/resolve?contractId=${id}`);
    expectProblem(answer, 400, 'invalid-parameter', { parameter: 'contractId' });
  });

  it('comes with sensible wishes', async () => {
    const of = (query: string) => resolve(`operator-backends/resolve?evseId=DE8AAE1&${query}`);
    expectProblem(await of('binding=xml'), 400, 'invalid-parameter', { parameter: 'binding' });
    expectProblem(await of('binding=soap&binding=soap'), 400, 'invalid-parameter', { parameter: 'binding' });
    expectProblem(await of('contractId=x'), 400, 'invalid-parameter', { parameter: 'contractId' });
    const all = await resolve('operator-backends/resolve?binding=xml&colour=red');
    expectProblem(
      all,
      400,
      'invalid-parameter',
      { parameter: 'evseId' },
      { parameter: 'binding' },
      { parameter: 'colour' },
    );
  });
});
