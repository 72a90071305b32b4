import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Client,
  expectStatus,
  freshToken,
  operatorPublication,
  providerPublication,
  TestRegistry,
} from '../environment/index.js';

describe('Resolving an ID', () => {
  let registry: TestRegistry;
  let operator: Client;
  let provider: Client;
  let stranger: Client;

  beforeAll(async () => {
    registry = await TestRegistry.start();
    operator = await registry.admit('operator', { operatorIds: ['DE*8AA', 'FR*8AA'] });
    provider = await registry.admit('provider', { providerIds: ['DE-9BB'] });
    stranger = await registry.admit('stranger', { operatorIds: ['DE8AC'], providerIds: ['DE9BC'] });
    expectStatus(await operator.put('/v1/self/roaming-connections/provider'), 201);
  });
  afterAll(() => registry.stop());
  beforeEach(async () => {
    const { body } = await operator.get('/v1/self/operator-backends');
    for (const { backendId } of body.items) await operator.delete(`/v1/self/operator-backends/${backendId}`);
  });

  const publish = async (backendId: string, changes: object) =>
    expectStatus(
      await operator.put(
        `/v1/self/operator-backends/${backendId}`,
        operatorPublication(registry.clock, changes),
      ),
      200,
      201,
    );
  const whoAnswersFor = async (evseId: string, more = '') => {
    const answer = await provider.get(
      `/v1/operator-backends/resolve?evseId=${encodeURIComponent(evseId)}${more}`,
    );
    return answer.status === 200 ? answer.body.backendId : answer.status;
  };

  it('takes EVSE-IDs with separators and without; those inside the outlet belong to the ID', async () => {
    await publish('one', { whitelist: ['DE8AAE45B*78C'] });
    await publish('other', { whitelist: ['DE8AAE45B78C'] });
    for (const evseId of ['DE*8AA*E45B*78C', 'DE8AAE45B*78C', 'DE8AA*E45B*78C'])
      expect(await whoAnswersFor(evseId)).toBe('one');
    expect(await whoAnswersFor('DE*8AA*E45B78C')).toBe('other');
    expect(await whoAnswersFor('DE*8AAE45B78C')).toBe(400);
    expect(await whoAnswersFor('de*8aa*e45b78c')).toBe(404);
  });

  it('takes Contract-IDs in any case, with hyphens or without, with check digit or without', async () => {
    const path = '/v1/self/provider-backends/mdm';
    for (const pattern of ['DE9BBCA2B3C4D5', 'De9bBca2B3%', 'de9bbC%']) {
      expectStatus(
        await provider.put(path, providerPublication(registry.clock, { whitelist: [pattern] })),
        200,
        201,
      );
      for (const id of [
        'DE-9BB-CA2B3C4D5-N',
        'DE9BBCA2B3C4D5N',
        'DE9BBCA2B3C4D5',
        'de-9bb-ca2b3c4d5',
        'De9bBcA2b3C4d5n',
      ]) {
        const answer = await operator.get(`/v1/provider-backends/resolve?contractId=${id}`);
        expectStatus(answer, 200);
        expect(answer.body).toMatchObject({ partnerId: 'provider', backendId: 'mdm', pattern });
      }
    }
    for (const id of ['DE-9BBCA2B3C4D5-N', 'DE-9BB-CA2B3C4D5N', 'DE9BB-CA2B3C4D5', 'DE9BBCA2B3C4D'])
      expectStatus(await operator.get(`/v1/provider-backends/resolve?contractId=${id}`), 400);
  });

  it('the longest matching whitelist pattern wins, whichever definition came last', async () => {
    await publish('exact', { whitelist: ['DE8AAE45'] });
    await publish('long', { whitelist: ['DE8AAE%', 'DE8AAE4%'] });
    await publish('short', { whitelist: ['DE8AAE%'] });
    expect(await whoAnswersFor('DE8AAE45')).toBe('exact');
    expect(await whoAnswersFor('DE8AAE46')).toBe('long');
    expect(await whoAnswersFor('DE8AAE50')).toBe('short');
    expect(await whoAnswersFor('FR8AAE50')).toBe(404);
  });

  it('a matching blacklist pattern excludes the definition, however long the whitelist pattern', async () => {
    await publish('long', { whitelist: ['DE8AAE45'], blacklist: ['DE8AAE4%'] });
    await publish('short', { whitelist: ['DE8AAE%'], blacklist: ['DE8AAE46'] });
    expect(await whoAnswersFor('DE8AAE45')).toBe('short');
    expect(await whoAnswersFor('DE8AAE46')).toBe(404);
    expect(await whoAnswersFor('DE8AAE460')).toBe('short');
  });

  it('a tie goes to the definition that changed last', async () => {
    await publish('a', {});
    await publish('b', {});
    expect(await whoAnswersFor('DE8AAE45')).toBe('b');
    await publish('a', { url: 'https://changed.example/' });
    expect(await whoAnswersFor('DE8AAE45')).toBe('a');
  });

  it('can be narrowed to a binding or a version of the interface', async () => {
    await publish('soap', { namespaceUrl: 'http://ochp.eu/1.4' });
    await publish('json', { binding: 'json', namespaceUrl: 'urn:ochp-direct:json:0.1' });
    expect(await whoAnswersFor('DE8AAE45')).toBe('json');
    expect(await whoAnswersFor('DE8AAE45', '&binding=soap')).toBe('soap');
    expect(await whoAnswersFor('DE8AAE45', '&namespaceUrl=http://ochp.eu/1.4')).toBe('soap');
    expect(await whoAnswersFor('DE8AAE45', '&namespaceUrl=http://ochp.eu/1.3')).toBe(404);
    expect(await whoAnswersFor('DE8AAE45', '&binding=xml')).toBe(400);
  });

  it('gives the token valid at this moment: of today, or else one whose window is open', async () => {
    registry.clock.set(`${registry.clock.day(1)}T12:00:00Z`);
    const [yesterday, today, tomorrow] = [-1, 0, 1].map((offset) => registry.clock.day(offset));
    const at = async (time: string) => {
      registry.clock.set(time);
      const { body } = await provider.get('/v1/operator-backends/resolve?evseId=DE8AAE45');
      return body.token?.validDate;
    };
    const token = (validDate?: string) => ({ validDate, accessToken: freshToken() });
    registry.clock.set(`${today}T00:10:00Z`);
    await publish('only', { tokens: [token(yesterday), token(tomorrow)] });
    expect(await at(`${today}T00:29:59Z`)).toBe(yesterday);
    expect(await at(`${today}T00:30:00Z`)).toBeUndefined();
    expect(await at(`${today}T23:49:59Z`)).toBeUndefined();
    expect(await at(`${today}T23:50:00Z`)).toBe(tomorrow);
    expect(await at(`${tomorrow}T00:00:00Z`)).toBe(tomorrow);
    registry.clock.set(`${today}T01:00:00Z`);
    await publish('only', { tokens: [token(today), token(tomorrow)] });
    expect(await at(`${today}T23:55:00Z`)).toBe(today);
    expect(await at(`${tomorrow}T00:05:00Z`)).toBe(tomorrow);
  });

  it('says the same of a backend that one may not see and of one that does not exist', async () => {
    await publish('one', {});
    const hidden = await stranger.get('/v1/operator-backends/resolve?evseId=DE8AAE45');
    const none = await stranger.get('/v1/operator-backends/resolve?evseId=DE8AXE45');
    expectStatus(hidden, 404);
    expect(hidden.body).toEqual(none.body);
  });
});
