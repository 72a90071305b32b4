import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDuration } from '../../../src/configuration/index.js';
import { expectStatus, freshToken, operatorPublication, TestClock } from '../../environment/index.js';
import { expectProblem, Stage } from '../stage.js';

const HOUR = 3_600_000;
const configuration = { retention: parseDuration('2h'), clockTolerance: parseDuration('60s') };

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set({ configuration, clock: new TestClock() });
});
afterAll(() => stage.registry.stop());

const poll = (since: string, more = '') =>
  stage.provider.get(`/v1/operator-backends/updates?since=${encodeURIComponent(since)}${more}`);
const ahead = (milliseconds: number) => new Date(stage.registry.clock.now() + milliseconds).toISOString();

describe('A since is refused', () => {
  it.each([
    '',
    ' ',
    '0',
    '1763800000',
    'now',
    '2026-11-22',
    '2026-11-22T04:44Z',
    '2026-11-22T04:44:00',
    '2026-11-22 04:44:00Z',
    '2026-11-22t04:44:00z',
    '20261122T044400Z',
    '2026-11-22T04:44:00+00:00',
    '2026-11-22T04:44:00+01:00',
    '2026-11-22T04:44:00-01:00',
    '2026-11-22T04:44:00.Z',
    '2026-11-22T04:44:00,5Z',
    '2026-11-22T04:44:00.1234567Z',
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T23:60:00Z',
    '2026-11-22T23:59:60Z',
    ' 2026-11-22T04:44:00Z',
    '2026-11-22T04:44:00Z ',
    '2026-11-22T04:44:00Z\n',
    '"2026-11-22T04:44:00Z"',
    '2026-11-22T04:44:00Z,2026-11-22T04:44:00Z',
    '+002026-11-22T04:44:00Z',
    '-2026-11-22T04:44:00Z',
    '２０２６-11-22T04:44:00Z',
    '2026-11-22T04:44:00Z😀',
  ])('that is no time: %j', async (since) => {
    expectProblem(await poll(since), 400, 'invalid-parameter', { parameter: 'since' });
  });

  it('whose plus sign was not escaped', async () => {
    const send = () => stage.provider.get('/v1/operator-backends/updates?since=2026-11-22T04:44:00+01:00');
    expectProblem(await send(), 400, 'invalid-parameter', { parameter: 'since' });
  });

  it('that is missing, or there twice', async () => {
    const get = (query: string) => stage.provider.get(`/v1/operator-backends/updates${query}`);
    const missing = { parameter: 'since', detail: 'is missing' };
    expectProblem(await get(''), 400, 'invalid-parameter', missing);
    expectProblem(await get('?Since=2026-11-22T04:44:00Z'), 400, 'invalid-parameter', missing, {
      parameter: 'Since',
    });
    const twice = { parameter: 'since', detail: 'must be given once only' };
    const since = '2026-11-22T04:44:00Z';
    expectProblem(await get(`?since=${since}&since=${since}`), 400, 'invalid-parameter', twice);
  });

  it('that lies in the future by more than the tolerance', async () => {
    for (const since of [ahead(61_000), ahead(24 * HOUR), '9999-12-31T23:59:59.999999Z'])
      expectProblem(await poll(since), 400, 'since-in-future', {
        parameter: 'since',
        detail: "must not lie ahead of the registry's clock by more than 60 s",
      });
  });

  it('and one within the tolerance is not', async () => {
    for (const since of [ahead(59_000), ahead(59_000).replace(/\.\d+/, ''), ahead(0)]) {
      const answer = await poll(since);
      expectStatus(answer, 200);
      expect(answer.body.since).toBe(since);
    }
  });
});

describe('A since from before the retention time', () => {
  let old: string;
  beforeEach(async () => {
    old = (await stage.provider.get('/v1/operator-backends')).body.asOf;
    stage.registry.clock.advance(3 * HOUR);
    const path = '/v1/self/operator-backends/rotating';
    const publication = operatorPublication(stage.registry.clock, {
      tokens: [{ accessToken: freshToken(), validDate: stage.registry.clock.day(1) }],
    });
    expectStatus(await stage.operator.put(path, publication), 200, 201);
  });

  it('gets 410 of a type of its own, before and after the removal', async () => {
    const fault = { parameter: 'since', detail: 'lies before the retention time' };
    expectProblem(await poll(old), 410, 'before-retention', fault);
    await stage.registry.prune();
    for (const since of [old, old.replace(/\.\d+/, ''), '2001-01-01T00:00:00Z', '0000-01-01T00:00:00Z'])
      expectProblem(await poll(since), 410, 'before-retention', fault);
  });

  it('is as good as any while nothing has changed since', async () => {
    const { body } = await stage.provider.get('/v1/operator-backends');
    stage.registry.clock.advance(5 * HOUR);
    await stage.registry.prune();
    const answer = await poll(body.asOf);
    expectStatus(answer, 200);
    expect(answer.body).toMatchObject({ asOf: body.asOf, updated: [], removed: [] });
  });
});

describe('If-None-Match', () => {
  it.each([
    '*',
    '""',
    'W/',
    'nonsense',
    '"2026-02-30T00:00:00.000000Z"',
    '"9999-12-31T23:59:59.999999Z"',
    "';--",
    '"'.repeat(200),
  ])('of no sense does no harm: %s', async (tag) => {
    const headers = { 'if-none-match': tag };
    const { body } = await stage.provider.get('/v1/operator-backends');
    for (const path of ['/v1/operator-backends', `/v1/operator-backends/updates?since=${body.asOf}`]) {
      const answer = await stage.provider.get(path, { headers });
      expectStatus(answer, 200);
      expect(answer.body.asOf).toBe(body.asOf);
    }
    const schema = await fetch(`${stage.registry.address}/v1/schemas/problem.json`, { headers });
    expect(schema.status).toBe(200);
  });

  it('does not hide what is wrong with the request', async () => {
    const { body } = await stage.provider.get('/v1/operator-backends');
    const headers = { 'if-none-match': `W/"${body.asOf}"` };
    const answer = await stage.provider.get('/v1/operator-backends/updates?since=nonsense', { headers });
    expectProblem(answer, 400, 'invalid-parameter');
  });
});
