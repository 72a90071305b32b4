import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addedEndpoints,
  type Client,
  expectStatus,
  freshToken,
  messageElement,
  type SoapClient,
  type StatedBackend,
  statedDefinition,
  TestRegistry,
  withdrawnBackend,
} from '../environment/index.js';

let registry: TestRegistry;
let operator: Client;
let soap: SoapClient;
let viewer: Client;

beforeAll(async () => {
  registry = await TestRegistry.start();
  operator = await registry.admit('cpo', { operatorIds: ['DE8AA'], providerIds: ['DE8AA'] });
  soap = registry.bySoap('cpo', operator);
  viewer = await registry.admit('emp', { providerIds: ['DE9BB'] });
  expectStatus(await operator.put('/v1/self/roaming-connections/emp'), 201);
});
afterAll(() => registry.stop());

const token = (day = 0) => ({ accessToken: freshToken(), validDate: registry.clock.day(day) });
const backend = (path: string, changes: Partial<StatedBackend> = {}): StatedBackend => ({
  url: `https://cms.example/${path}`,
  namespaceUrl: 'http://ochp.eu/1.4',
  whitelist: ['DE8AAE%'],
  blacklist: [],
  tokens: [token()],
  ...changes,
});
const asOf = async () => (await viewer.get('/v1/operator-backends')).body.asOf;
/** What changed for the provider since then, and how many revisions that took. */
const changesSince = async (since: string) => {
  const { body } = await viewer.get(`/v1/operator-backends/updates?since=${since}`);
  const revisions = new Set(body.updated.map(({ changedAt }: any) => changedAt));
  return { urls: body.updated.map(({ url }: any) => url).sort(), revisions: [...revisions], body };
};
const add = (...backends: StatedBackend[]) =>
  soap.published('AddServiceEndpoints', backends.map((one) => addedEndpoints('operator', one)).join(''));
const update = (...content: string[]) => soap.own('UpdateOperatorBackendDefinition', content.join(''));
const own = async (path: string) => {
  const { body } = await operator.get('/v1/self/operator-backends');
  return body.items.filter(({ url }: any) => url === `https://cms.example/${path}`);
};

describe('A message with several endpoints', () => {
  it('is one revision for all that is accepted', async () => {
    const before = await asOf();
    const { code } = await add(backend('one-1'), backend('one-2'), backend('one-3'));
    expect(code).toBe('ok');
    const { urls, revisions } = await changesSince(before);
    expect(urls).toEqual(['one-1', 'one-2', 'one-3'].map((path) => `https://cms.example/${path}`));
    expect(revisions).toEqual([await asOf()]);
  });

  it('is accepted in part: the description names who is refused, and all that is wrong with it', async () => {
    const before = await asOf();
    const foreign = backend('partly-2', { whitelist: ['DE8AAE1', 'DE8ABE%'], tokens: [token(-3)] });
    const { code, description } = await add(backend('partly-1'), foreign, backend('partly-3'));
    expect(code).toBe('partly');
    expect(description).toBe(
      '2 accepted, 1 refused: operatorEndpointArray[2] (https://cms.example/partly-2): ' +
        `validDate: is over: days from ${firstDay()} on are accepted; whitelist[2]: DE8AB is not one of your operator IDs`,
    );
    expect((await changesSince(before)).urls).toEqual([
      'https://cms.example/partly-1',
      'https://cms.example/partly-3',
    ]);
  });

  it('is refused with the code that all refusals share, else as a matter of format', async () => {
    const before = await asOf();
    const foreign = backend('refused-1', { whitelist: ['DE8ABE%'] });
    const over = backend('refused-2', { tokens: [token(-3)] });
    expect((await add(foreign, foreign)).code).toBe('invalid-id');
    expect((await add(over)).code).toBe('format');
    expect((await add(foreign, over)).code).toBe('format');
    expect(await asOf()).toBe(before);
  });

  it('may hold both roles', async () => {
    const contracts = backend('both-mdm', { whitelist: ['DE8AAC%'] });
    const content = addedEndpoints('provider', contracts) + addedEndpoints('operator', backend('both-cms'));
    const { code, description } = await soap.published('AddServiceEndpoints', content);
    expect({ code, description }).toEqual({ code: 'ok', description: '2 accepted.' });
    const { body } = await operator.get('/v1/self/provider-backends');
    expect(body.items).toMatchObject([{ url: 'https://cms.example/both-mdm', whitelist: ['DE8AAC%'] }]);
  });

  it('may be empty', async () => {
    const before = await asOf();
    expect(await soap.published('AddServiceEndpoints')).toMatchObject({
      code: 'ok',
      description: '0 accepted.',
    });
    expect(await update()).toMatchObject({ code: 'ok' });
    expect(await asOf()).toBe(before);
  });

  it('may name one endpoint for several days: the last word on its patterns counts', async () => {
    const days = [token(0), token(1), token(2)];
    const elements = days.map((day, index) => ({ whitelist: [`DE8AAE${index}%`], tokens: [day] }));
    expect((await add(...elements.map((changes) => backend('days', changes)))).code).toBe('ok');
    expect(await own('days')).toMatchObject([{ whitelist: ['DE8AAE2%'], tokens: days }]);
  });

  it('is taken in order: a token may move, once who had it is rid of it', async () => {
    const [moving, another] = [token(), token()];
    await add(backend('from', { tokens: [moving] }));
    const to = backend('to', { tokens: [moving] });
    expect((await add(to)).description).toContain('accessToken: is in use by another definition');
    expect((await add(backend('from', { tokens: [another] }), to)).code).toBe('ok');
    expect(await own('to')).toMatchObject([{ tokens: [moving] }]);
    expect(
      (await add(backend('twice-1', { tokens: [token(5)] }), backend('twice-2', { tokens: [moving] }))).code,
    ).toBe('partly');
  });

  it('makes no revision where it takes back what it says', async () => {
    await update(statedDefinition(backend('back'), 'back'));
    const before = await asOf();
    const [present] = await own('back');
    const other = { ...present, whitelist: ['DE8AAE9%'] };
    expect((await add(other, present)).code).toBe('ok');
    expect(await asOf()).toBe(before);
  });

  it('takes a pattern that is there twice for one', async () => {
    await add(backend('double', { whitelist: ['DE8AAE1', 'DE8AAE2', 'DE8AAE1'] }));
    expect(await own('double')).toMatchObject([{ whitelist: ['DE8AAE1', 'DE8AAE2'] }]);
  });

  it('holds no more than a partner may state at once', async () => {
    const before = await asOf();
    const many = Array.from({ length: 201 }, (_, index) => backend(`many-${index}`));
    const { code, description } = await add(...many);
    expect(code).toBe('format');
    expect(description).toContain('at most 200');
    expect(await asOf()).toBe(before);
    expect((await add(...many.slice(1))).code).toBe('ok');
    expect((await changesSince(before)).urls).toHaveLength(200);
  });
});

describe('A backend is named', () => {
  it('by its address, whoever published it', async () => {
    const published = { ...backend('mixed'), binding: 'soap' };
    expectStatus(await operator.put('/v1/self/operator-backends/mixed', published), 201);
    const tomorrow = token(1);
    expect((await add({ ...published, tokens: [tomorrow] })).code).toBe('ok');
    expect(await own('mixed')).toMatchObject([
      { backendId: 'mixed', tokens: [...published.tokens, tomorrow] },
    ]);
    const { whitelist, ...rest } = published;
    expect((await update(statedDefinition({ ...rest, whitelist: ['DE8AAE7%'] }))).code).toBe('ok');
    expect(whitelist).not.toEqual(['DE8AAE7%']);
    expect(await own('mixed')).toMatchObject([{ backendId: 'mixed', whitelist: ['DE8AAE7%'] }]);
  });

  it('by the version spoken there, too', async () => {
    await add(backend('versions'), backend('versions', { namespaceUrl: 'http://ochp.eu/1.3' }));
    expect((await own('versions')).map(({ namespaceUrl }: any) => namespaceUrl).sort()).toEqual([
      'http://ochp.eu/1.3',
      'http://ochp.eu/1.4',
    ]);
  });

  it('by its ID, where several are at one address', async () => {
    for (const backendId of ['left', 'right'])
      await update(statedDefinition(backend('shared', { whitelist: ['DE8AAE1%'] }), backendId));
    const { code, description } = await add(backend('shared'));
    expect(code).toBe('format');
    expect(description).toContain('url: is where several of your backends are: name one of left, right');
    expect((await update(withdrawnBackend('left'))).code).toBe('ok');
    expect((await add(backend('shared', { whitelist: ['DE8AAE2%'] }))).code).toBe('ok');
    expect(await own('shared')).toMatchObject([{ backendId: 'right', whitelist: ['DE8AAE2%'] }]);
  });

  it('by the same ID whenever it comes without one, and by another where a backend elsewhere bears that', async () => {
    await add(backend('nameless'));
    const [{ backendId, ...first }] = await own('nameless');
    expectStatus(await operator.delete(`/v1/self/operator-backends/${backendId}`), 204);
    await add(backend('nameless'));
    expect(await own('nameless')).toMatchObject([{ backendId }]);
    const elsewhere = {
      ...first,
      url: 'https://cms.example/moved',
      changedAt: undefined,
      partnerId: undefined,
    };
    expectStatus(await operator.put(`/v1/self/operator-backends/${backendId}`, elsewhere), 200);
    expect((await add(backend('nameless'))).code).toBe('ok');
    const [again] = await own('nameless');
    expect(again.backendId).toMatch(/^soap-[0-9a-f]{32}$/);
    expect(await own('moved')).toMatchObject([{ backendId }]);
  });

  it('apart from one that is spoken to by JSON at the same address', async () => {
    const other = { ...backend('json'), namespaceUrl: 'http://ochp.eu/1.4', binding: 'json' };
    expectStatus(await operator.put('/v1/self/operator-backends/by-json', other), 201);
    expect((await add(backend('json'))).code).toBe('ok');
    expect((await own('json')).map(({ binding }: any) => binding).sort()).toEqual(['json', 'soap']);
  });
});

describe('An update', () => {
  it('states and withdraws in one revision', async () => {
    await update(statedDefinition(backend('goes'), 'goes'));
    const before = await asOf();
    const { code, description } = await update(
      statedDefinition(backend('comes'), 'comes'),
      withdrawnBackend('goes'),
    );
    expect({ code, description }).toEqual({ code: 'ok', description: '2 accepted.' });
    const { urls, revisions, body } = await changesSince(before);
    expect([urls, body.removed]).toEqual([
      ['https://cms.example/comes'],
      [{ partnerId: 'cpo', backendId: 'goes' }],
    ]);
    expect(revisions).toEqual([body.asOf]);
  });

  it('states in full: tokens that it leaves out are gone', async () => {
    const [today, tomorrow] = [token(0), token(1)];
    await update(statedDefinition(backend('full', { tokens: [today, tomorrow] }), 'full'));
    await update(statedDefinition(backend('full', { tokens: [tomorrow] }), 'full'));
    expect(await own('full')).toMatchObject([{ tokens: [tomorrow] }]);
    await update(statedDefinition(backend('full', { tokens: [] }), 'full'));
    expect(await own('full')).toMatchObject([{ tokens: [] }]);
  });

  it('names its own elements where something is wrong', async () => {
    const [today, over] = [token(0), token(-3)];
    const { description } = await update(
      statedDefinition(backend('named-1'), 'named-1'),
      statedDefinition(backend('named-2', { tokens: [today, over] }), 'named-2'),
    );
    expect(description).toContain(
      'backendDefinition[2] (https://cms.example/named-2): token[2]/validDate: is over',
    );
    expect(description).not.toContain(over.accessToken);
  });

  it('is not for who has no ID of the role', async () => {
    const content = statedDefinition(backend('role'), 'role') + withdrawnBackend('none');
    const { code, description } = await registry
      .bySoap('emp', viewer)
      .own('UpdateOperatorBackendDefinition', content);
    expect(code).toBe('invalid-id');
    expect(description).toContain('you own no operator ID');
  });

  it('withdraws nothing by an address where nothing is', async () => {
    const before = await asOf();
    const place =
      messageElement('url', 'https://nowhere.example/') +
      messageElement('namespaceUrl', 'http://ochp.eu/1.4');
    expect((await update(messageElement('removedBackendDefinition', place))).code).toBe('ok');
    expect(await asOf()).toBe(before);
  });
});

function firstDay(): string {
  return new Date(registry.clock.now() - 30 * 60_000).toISOString().slice(0, 10);
}
