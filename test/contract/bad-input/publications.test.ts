import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  expectStatus,
  freshToken,
  operatorPublication,
  providerPublication,
} from '../../environment/index.js';
import { Stage } from '../stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.registry.stop());

const day = (offset = 0) => stage.registry.clock.day(offset);
const token = (validDate: string, accessToken = freshToken()) => ({ accessToken, validDate });
const publish = (changes: object) => () =>
  stage.operator.put('/v1/self/operator-backends/cms-1', operatorPublication(stage.registry.clock, changes));

describe('The tokens of a publication', () => {
  it('are one a day', async () => {
    const tokens = [token(day()), token(day(1)), token(day()), token(day())];
    await stage.refuses(
      publish({ tokens }),
      422,
      'invalid-value',
      { pointer: '#/tokens/2/validDate', detail: 'has a token in this list already: one a day' },
      { pointer: '#/tokens/3/validDate' },
    );
  });

  it('are another one each day', async () => {
    const { accessToken } = token(day());
    const tokens = [token(day(), accessToken), token(day(1)), token(day(2), accessToken)];
    await stage.refuses(publish({ tokens }), 422, 'invalid-value', {
      pointer: '#/tokens/2/accessToken',
      detail: 'is used for another day of this definition',
    });
  });

  it('are for days that are not over', async () => {
    const { clock } = stage.registry;
    const tokens = [token(day(-2)), token(day()), token('1999-12-31'), token('0000-01-01')];
    const detail = `is over: days from ${day(-1) >= firstLiveDay(clock.now()) ? day(-1) : day()} on are accepted`;
    await stage.refuses(
      publish({ tokens }),
      422,
      'invalid-value',
      { pointer: '#/tokens/0/validDate', detail },
      { pointer: '#/tokens/2/validDate', detail },
      { pointer: '#/tokens/3/validDate', detail },
    );
  });

  it('are in use by nobody else; whose they are is not said', async () => {
    const tokens = [token(day()), token(day(1), stage.takenToken)];
    const answer = await stage.refuses(publish({ tokens }), 409, 'token-in-use', {
      pointer: '#/tokens/1/accessToken',
      detail: 'is in use by another definition',
    });
    expect(answer.text).not.toMatch(/outsider|theirs|NL1OP|NL2EM/);
    expect(answer.text).not.toContain(stage.takenToken);
  });

  it('are in use by no other definition of the partner itself either', async () => {
    const mine = token(day(3));
    const path = '/v1/self/operator-backends/cms-2';
    expectStatus(await publishAs(path, { tokens: [mine] }), 201);
    await stage.refuses(publish({ tokens: [mine] }), 409, 'token-in-use', {
      pointer: '#/tokens/0/accessToken',
    });
    expectStatus(await stage.operator.delete(path), 204);
  });
});

describe('The token of one day', () => {
  const set = (validDate: string, accessToken = freshToken()) =>
    stage.operator.put(`/v1/self/operator-backends/cms-1/tokens/${validDate}`, { accessToken });

  it.each([
    '2026-02-30',
    '2026-13-01',
    '2025-02-29',
    '2100-02-29',
    '26-01-01',
    'today',
    '2099-12-31T00:00:00Z',
  ])('is for no day like %s', async (validDate) => {
    await stage.refuses(() => set(validDate), 400, 'invalid-parameter', { parameter: 'validDate' });
  });

  it('is for no day that is over', async () => {
    for (const validDate of [day(-2), '0000-01-01'])
      await stage.refuses(() => set(validDate), 400, 'invalid-parameter', { parameter: 'validDate' });
  });

  it('is in use by nobody else, nor for another day', async () => {
    await stage.refuses(() => set(day(), stage.takenToken), 409, 'token-in-use', {
      pointer: '#/accessToken',
    });
    const { body } = await stage.operator.get('/v1/self/operator-backends/cms-1');
    const [{ accessToken }] = body.tokens;
    await stage.refuses(() => set(day(5), accessToken), 422, 'invalid-value', {
      pointer: '#/accessToken',
      detail: 'is used for another day of this definition',
    });
  });

  it('belongs to a definition that is there', async () => {
    const body = { accessToken: freshToken() };
    for (const backend of ['none', 'theirs', 'mdm-1', 'NONE', '%25', '..x'])
      await stage.refuses(
        () => stage.operator.put(`/v1/self/operator-backends/${backend}/tokens/${day()}`, body),
        404,
        'not-found',
      );
  });
});

describe('The patterns of a publication', () => {
  it('name IDs that the publisher owns; every other one is named', async () => {
    const whitelist = ['DE8AAE%', 'NL1OPE%', 'DE8ABE1', 'FR123E%', 'DE9BBE%'];
    const blacklist = ['DE8AAE9%', 'NL1OPE1'];
    const detail = 'NL1OP is not one of your operator IDs';
    await stage.refuses(
      publish({ whitelist, blacklist }),
      422,
      'invalid-id',
      { pointer: '#/whitelist/1', detail },
      { pointer: '#/whitelist/3' },
      { pointer: '#/whitelist/4' },
      { pointer: '#/blacklist/1', detail },
    );
  });

  it('say the same of IDs that somebody owns and of those that nobody does', async () => {
    const detailFor = async (pattern: string) => (await publish({ whitelist: [pattern] })()).text;
    const [owned, free] = [await detailFor('NL1OPE%'), await detailFor('NL9ZZE%')];
    expect(owned.replaceAll('NL1OP', '…')).toBe(free.replaceAll('NL9ZZ', '…'));
  });

  it('of a provider, in any case, too', async () => {
    const whitelist = ['de9bbc%', 'nl2emc%'];
    const body = providerPublication(stage.registry.clock, { whitelist });
    const send = () => stage.provider.put('/v1/self/provider-backends/mdm-1', body);
    const detail = 'NL2EM is not one of your provider IDs';
    await stage.refuses(send, 422, 'invalid-id', { pointer: '#/whitelist/1', detail });
  });
});

describe('The address of a publication', () => {
  it.each([
    'https://[::1',
    'https://a:99999/',
    'https://a:b/',
    'https://%zz/',
    'https://1.2.3.256/',
    'https://a<b/',
  ])('is one that can be called, unlike %s', async (url) => {
    await stage.refuses(publish({ url }), 422, 'invalid-value', {
      pointer: '#/url',
      detail: 'must be an https URL',
    });
  });

  it.each([
    'http://ochp.eu/1.5',
    'http://ochp.eu/1.4/',
    'https://ochp.eu/1.4',
    'HTTP://ochp.eu/1.4',
    'urn:ochp-direct:json:0.1',
  ])('of SOAP is of a version that exists, unlike %s', async (namespaceUrl) => {
    await stage.refuses(publish({ namespaceUrl }), 422, 'invalid-value', {
      pointer: '#/namespaceUrl',
      detail: 'must be one of http://ochp.eu/1.3, http://ochp.eu/1.4 for a SOAP backend',
    });
  });
});

describe('A publication', () => {
  it('takes the role', async () => {
    const asProvider = operatorPublication(stage.registry.clock, { whitelist: ['DE9BBE%'] });
    const asOperator = providerPublication(stage.registry.clock, { whitelist: ['DE8AAC%'] });
    const tried = [
      () => stage.provider.put('/v1/self/operator-backends/x', asProvider),
      () => stage.operator.put('/v1/self/provider-backends/x', asOperator),
      () => stage.provider.put(`/v1/self/operator-backends/x/tokens/${day()}`, { accessToken: 'x' }),
      () => stage.provider.delete('/v1/self/operator-backends/x'),
      () => stage.provider.put('/v1/self/roaming-connections/cpo'),
      () => stage.provider.delete('/v1/self/roaming-connections/cpo'),
    ];
    for (const send of tried) await stage.refuses(send, 403, 'role-required');
  });

  it.each(['A', '-a', '.a', '_a', 'a b', 'a%2Fb', 'ä', 'x'.repeat(64)])(
    'has no ID like %s',
    async (backendId) => {
      const send = () =>
        stage.operator.put(
          `/v1/self/operator-backends/${backendId}`,
          operatorPublication(stage.registry.clock),
        );
      await stage.refuses(send, 400, 'invalid-parameter', { parameter: 'backendId' });
    },
  );

  it('has all its faults named at once', async () => {
    const twice = token(day());
    await stage.refuses(
      publish({
        url: 'https://[::1',
        namespaceUrl: 'urn:a',
        tokens: [twice, token(day()), token(day(1), twice.accessToken)],
      }),
      422,
      'invalid-value',
      { pointer: '#/url' },
      { pointer: '#/namespaceUrl' },
      { pointer: '#/tokens/1/validDate' },
      { pointer: '#/tokens/2/accessToken' },
    );
  });
});

function publishAs(path: string, changes: object) {
  return stage.operator.put(path, operatorPublication(stage.registry.clock, changes));
}

/** Yesterday, in the first half hour of a day; then today. */
function firstLiveDay(now: number): string {
  return new Date(now - 30 * 60_000).toISOString().slice(0, 10);
}
