import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { XmlElement } from 'libxml2-wasm';
import {
  BACKEND_ID,
  DAY,
  LONGEST_ACCESS_TOKEN,
  LONGEST_URL,
  PATTERNS,
} from '../../src/backend-definitions/index.js';
import { PARTNER_ID } from '../../src/partners/index.js';
import {
  addedEndpoints,
  childElements,
  envelope,
  request,
  statedDefinition,
  withDocument,
} from '../environment/index.js';
import { PATH } from './exchange.js';
import { SoapStage } from './soap-stage.js';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const EVSE = String.raw`[A-Z]{2}[A-Z0-9]{3}[E]([A-Z0-9]?[A-Z0-9\*]{0,30})%?`;
const CONTRACT = '[A-Za-z]{2}[A-Za-z0-9]{3}[Cc][A-Za-z0-9]{0,8}%?';
const BACKEND = String.raw`[a-z0-9][a-z0-9._\-]{0,62}`;
const DATE_TIME = String.raw`[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z`;
/** In every value that is sent, and in no answer. */
const CANARY = 'CANARY';

let stage: SoapStage;
let unchanged: () => Promise<void>;
beforeAll(async () => {
  stage = await SoapStage.set();
  unchanged = await stage.picture();
});
afterAll(() => stage.stop());

const backend = () =>
  stage.backend('faulty', {
    tokens: [{ accessToken: `token-${CANARY}`, validDate: stage.stage.registry.clock.day() }],
  });
const operatorEndpoint = () => addedEndpoints('operator', backend());
const providerEndpoint = () =>
  addedEndpoints('provider', { ...backend(), whitelist: ['DE9BBC%'], blacklist: [] });
const definition = () => statedDefinition(backend(), 'faulty');
/** The first element of this name, holding something else. */
const holding = (name: string, content: string, element: string) =>
  element.replace(new RegExp(`<m:${name}>[^<]*`), () => `<m:${name}>${content}`);
const without = (name: string, element: string) =>
  element.replace(new RegExp(`<m:${name}>[^<]*</m:${name}>`), '');
const withAttribute = (name: string, attribute: string, element: string) =>
  element.replace(`<m:${name}`, () => `<m:${name} ${attribute}`);
/** With something in front of the first element of this name. */
const before = (name: string, text: string, element: string) =>
  element.replace(`<m:${name}>`, (start) => text + start);

async function refusal(namespace: 'ochp' | 'registry', operation: string, content: string): Promise<string> {
  return refusalOf(request(namespace, operation, content));
}

/** What is told of a message that does not fit, without what all of them are told, and without examples. */
async function refusalOf(message: string): Promise<string> {
  const told = await toldOf(message);
  return told.replace(/, as \S+ does/g, '');
}

async function toldOf(message: string): Promise<string> {
  const answer = await stage.soap.send(envelope(stage.soap.securityHeader(), message));
  expect(answer.code).toBe('format');
  expect(answer.text).not.toContain(CANARY);
  const [start, rest] = answer.description.split('The message does not fit its schema. ');
  expect(start).toBe('');
  return rest!;
}

describe('AddServiceEndpoints names what does not fit, and the rule', () => {
  const add = (...endpoints: string[]) => refusal('ochp', 'AddServiceEndpoints', endpoints.join(''));

  const faults: [string, (endpoint: string) => string, place: string, rule: string][] = [
    ['a url that is missing', (one) => without('url', one), '/namespaceUrl', 'stands where url is expected'],
    [
      'a namespaceUrl that is missing',
      (one) => without('namespaceUrl', one),
      '/accessToken',
      'stands where namespaceUrl is expected',
    ],
    [
      'an access token that is missing',
      (one) => without('accessToken', one),
      '/validDate',
      'stands where accessToken is expected',
    ],
    [
      'a day that is missing',
      (one) => without('validDate', one),
      '/whitelist',
      'stands where validDate is expected',
    ],
    [
      'a whitelist that is missing',
      (one) => without('whitelist', one),
      '/blacklist',
      'stands where whitelist is expected',
    ],
    ['all patterns missing', (one) => without('whitelist', without('blacklist', one)), '', 'lacks whitelist'],
    [
      'the wrong order',
      (one) => without('url', one).replace('<m:accessToken>', `<m:url>https://${CANARY}</m:url>$&`),
      '/namespaceUrl',
      'stands where url is expected',
    ],
    [
      'an element that is not known',
      (one) => before('accessToken', `<m:password>${CANARY}</m:password>`, one),
      '/password',
      'stands where accessToken is expected',
    ],
    [
      'an element that is not known at the end',
      (one) => one.replace('</m:blacklist>', `$&<m:password>${CANARY}</m:password>`),
      '/password',
      'stands where blacklist is expected',
    ],
    [
      'a url twice',
      (one) => before('namespaceUrl', `<m:url>https://${CANARY}</m:url>`, one),
      '/url[2]',
      'stands where namespaceUrl is expected',
    ],
    [
      'a url without https',
      (one) => holding('url', `http://${CANARY}`, one),
      '/url',
      'must match https://.+',
    ],
    ['an empty url', (one) => holding('url', '', one), '/url', 'must match https://.+'],
    [
      'a url of two lines',
      (one) => holding('url', `https://\n${CANARY}`, one),
      '/url',
      'must match https://.+',
    ],
    [
      'a url that is too long',
      (one) => holding('url', `https://${CANARY}`.padEnd(256, 'x'), one),
      '/url',
      'must not be longer than 255 characters',
    ],
    [
      'a namespaceUrl that is too long',
      (one) => holding('namespaceUrl', CANARY.padEnd(256, 'x'), one),
      '/namespaceUrl',
      'must not be longer than 255 characters',
    ],
    [
      'an access token that is too long',
      (one) => holding('accessToken', CANARY.padEnd(256, 'x'), one),
      '/accessToken',
      'must not be longer than 255 characters',
    ],
    [
      'an access token that is too long, in signs of four bytes',
      (one) => holding('accessToken', CANARY + '\u{1F600}'.repeat(250), one),
      '/accessToken',
      'must not be longer than 255 characters',
    ],
    [
      'a day of another form',
      (one) => holding('validDate', `2026-1-1 ${CANARY}`, one),
      '/validDate',
      String.raw`must match \d{4}-\d{2}-\d{2}`,
    ],
    [
      'a moment for a day',
      (one) => holding('validDate', '2026-01-01T00:00:00Z', one),
      '/validDate',
      String.raw`must match \d{4}-\d{2}-\d{2}`,
    ],
    [
      'an empty day',
      (one) => holding('validDate', '', one),
      '/validDate',
      String.raw`must match \d{4}-\d{2}-\d{2}`,
    ],
    ['an empty pattern', (one) => holding('whitelist', '', one), '/whitelist', `must match ${EVSE}`],
    [
      'a contract in the list of an operator',
      (one) => holding('whitelist', 'DE8AAC%', one),
      '/whitelist',
      `must match ${EVSE}`,
    ],
    [
      'a pattern with separators',
      (one) => holding('whitelist', 'DE*8AA*E1', one),
      '/whitelist',
      `must match ${EVSE}`,
    ],
    [
      'a pattern in small letters',
      (one) => holding('whitelist', 'de8aae%', one),
      '/whitelist',
      `must match ${EVSE}`,
    ],
    [
      'a pattern with a wildcard inside',
      (one) => holding('whitelist', `DE8AAE%${CANARY}`, one),
      '/whitelist',
      `must match ${EVSE}`,
    ],
    [
      'a pattern with white space',
      (one) => holding('whitelist', ' DE8AAE% ', one),
      '/whitelist',
      `must match ${EVSE}`,
    ],
    ['a bad exception', (one) => holding('blacklist', CANARY, one), '/blacklist', `must match ${EVSE}`],
    [
      'the second of two patterns',
      (one) => before('blacklist', `<m:whitelist>${CANARY}</m:whitelist>`, one),
      '/whitelist[2]',
      `must match ${EVSE}`,
    ],
    [
      'a pattern behind the exceptions',
      (one) => one.replace('</m:blacklist>', '$&<m:whitelist>DE8AAE1</m:whitelist>'),
      '/whitelist[2]',
      'stands where blacklist is expected',
    ],
    [
      'text between elements',
      (one) => before('accessToken', CANARY, one),
      '',
      'must hold elements, and no text',
    ],
    [
      'an element in a text',
      (one) => holding('accessToken', `<m:b>${CANARY}</m:b>`, one),
      '/accessToken',
      'must not hold elements',
    ],
    [
      'an attribute',
      (one) => withAttribute('url', `id="${CANARY}"`, one),
      '/url',
      'must not have attributes',
    ],
    [
      'an attribute of the endpoint',
      (one) => withAttribute('operatorEndpointArray', `id="${CANARY}"`, one),
      '',
      'must not have attributes',
    ],
    [
      'an xml:lang',
      (one) => withAttribute('url', `xml:lang="${CANARY}"`, one),
      '/url',
      'must not have attributes',
    ],
    [
      'another type',
      (one) => withAttribute('operatorEndpointArray', `${XSI} xsi:type="m:ProviderEndpoint"`, one),
      '',
      'must not be given another type by xsi:type',
    ],
    [
      'a type that is not known',
      (one) => withAttribute('url', `${XSI} xsi:type="${CANARY}"`, one),
      '/url',
      'must not be given another type by xsi:type',
    ],
    [
      'no url by xsi:nil',
      (one) => withAttribute('url', `${XSI} xsi:nil="true"`, holding('url', '', one)),
      '/url',
      'must not be nil',
    ],
  ];

  it.each(faults)('%s', async (_name, spoil, place, rule) => {
    const spoilt = spoil(operatorEndpoint());
    expect(spoilt).not.toBe(operatorEndpoint());
    const alone = (await add(spoilt)).split('; ');
    expect(alone[0]).toBe(`operatorEndpointArray${place}: ${rule}`);
    const second = (await add(operatorEndpoint(), spoilt)).split('; ');
    expect(second[0]).toBe(`operatorEndpointArray[2]${place}: ${rule}`);
    const other = (await add(providerEndpoint(), spoilt, operatorEndpoint())).split('; ');
    expect(other[0]).toBe(`operatorEndpointArray[1]${place}: ${rule}`);
  });

  it('a charge point in the list of a provider', async () => {
    const spoilt = holding('whitelist', 'DE9BBE%', providerEndpoint());
    expect(await add(providerEndpoint(), spoilt)).toBe(
      `providerEndpointArray[2]/whitelist: must match ${CONTRACT}`,
    );
  });

  it('providers behind operators', async () => {
    expect(await add(operatorEndpoint(), providerEndpoint())).toBe(
      'providerEndpointArray: stands where operatorEndpointArray is expected',
    );
  });

  it('an attribute of the message', async () => {
    const message = request('ochp', 'AddServiceEndpoints', operatorEndpoint());
    const spoilt = withAttribute('AddServiceEndpointsRequest', `id="${CANARY}"`, message);
    expect(await refusalOf(spoilt)).toBe('the message: must not have attributes');
  });

  it('text in the message', async () => {
    expect(await add(CANARY)).toBe('the message: must hold elements, and no text');
  });

  it.each([
    ['url', operatorEndpoint],
    ['validDate', operatorEndpoint],
    ['whitelist', operatorEndpoint],
    ['whitelist', providerEndpoint],
  ])('%s, with an example that fits', async (name, endpoint) => {
    const message = request('ochp', 'AddServiceEndpoints', holding(name, CANARY, endpoint()));
    const [, pattern = '', example = ''] =
      /: must match (\S+), as (\S+) does$/.exec(await toldOf(message)) ?? [];
    expect(example).toMatch(new RegExp(`^(?:${pattern})$`));
  });

  it('every place at once, each with its rule', async () => {
    const spoilt = holding('url', CANARY, holding('validDate', CANARY, operatorEndpoint()));
    const told = await add(operatorEndpoint(), spoilt, operatorEndpoint(), without('whitelist', spoilt));
    expect(told.split('; ')).toEqual([
      'operatorEndpointArray[2]/url: must match https://.+',
      String.raw`operatorEndpointArray[2]/validDate: must match \d{4}-\d{2}-\d{2}`,
      'operatorEndpointArray[4]/url: must match https://.+',
      String.raw`operatorEndpointArray[4]/validDate: must match \d{4}-\d{2}-\d{2}`,
      'operatorEndpointArray[4]/blacklist: stands where whitelist is expected',
    ]);
  });

  it('as many as there is room for', async () => {
    const spoilt = holding('url', CANARY, operatorEndpoint());
    const told = await add(spoilt.repeat(100));
    expect(told).toMatch(/^operatorEndpointArray\[1\]\/url: must .*; operatorEndpointArray\[9\]\/url: must /);
  });

  it('an element of no namespace, in words that say which is expected', async () => {
    const message = `<m:AddServiceEndpointsRequest xmlns:m="http://ochp.eu/1.4">${operatorEndpoint().replaceAll('m:', '')}</m:AddServiceEndpointsRequest>`;
    const told = await refusalOf(message);
    expect(told).toMatch(/^operatorEndpointArray: /);
    expect(told).toContain('http://ochp.eu/1.4');
  });

  it('an element of another namespace, in words that say which is expected', async () => {
    const told = await add(before('accessToken', '<x:accessToken xmlns:x="urn:x"/>', operatorEndpoint()));
    expect(told).toMatch(/^operatorEndpointArray\/accessToken/);
    expect(told).toContain('http://ochp.eu/1.4');
  });

  it('the right place where the message has a default namespace', async () => {
    const elements = [operatorEndpoint(), holding('url', CANARY, operatorEndpoint())].join('');
    const message = `<AddServiceEndpointsRequest xmlns="http://ochp.eu/1.4">${elements.replaceAll('m:', '')}</AddServiceEndpointsRequest>`;
    expect(await refusalOf(message)).toBe('operatorEndpointArray[2]/url: must match https://.+');
  });

  it('the right place where an element steps out of the default namespace', async () => {
    const good = operatorEndpoint().replaceAll('m:', '');
    const outside = good.replace('<operatorEndpointArray', '$& xmlns=""');
    const message = `<AddServiceEndpointsRequest xmlns="http://ochp.eu/1.4">${good}${good}${outside}</AddServiceEndpointsRequest>`;
    expect(await refusalOf(message)).not.toMatch(/^operatorEndpointArray\[1\]/);
  });

  it('the right place where prefixes change', async () => {
    const other = operatorEndpoint()
      .replaceAll('m:', 'o:')
      .replace('<o:operatorEndpointArray', '$& xmlns:o="http://ochp.eu/1.4"');
    const spoilt = other.replace('<o:url>https', `<o:url>${CANARY}`);
    expect(await add(operatorEndpoint(), other, operatorEndpoint(), spoilt)).toBe(
      'operatorEndpointArray[4]/url: must match https://.+',
    );
  });

  it('the right place behind comments and instructions', async () => {
    const noise = '<!-- a --><?a b?>\n';
    const spoilt = before('url', noise, holding('url', CANARY, operatorEndpoint()));
    expect(await add(noise, operatorEndpoint(), noise, spoilt)).toBe(
      'operatorEndpointArray[2]/url: must match https://.+',
    );
  });

  it('the right place of an element with a long name', async () => {
    const name = 'x'.repeat(200);
    const told = await add(operatorEndpoint(), before('accessToken', `<m:${name}/>`, operatorEndpoint()));
    expect(told).toMatch(/^operatorEndpointArray\[2\]\/x{64}x*: stands where accessToken is expected$/);
  });

  it.each([
    ["x is not accepted by the pattern 'CANARY"],
    ["x is not accepted by the pattern 'CANARY'."],
    ["x' is not an element of the set {'CANARY'}."],
    ['x: This element is not expected. Expected is ( CANARY ).'],
    ["x' is not accepted by the pattern 'CANARY'.\nx"],
  ])('and never the value, even if it looks like what a validator says: %s', async (value) => {
    for (const name of ['url', 'validDate', 'whitelist', 'blacklist'])
      expect(await add(holding(name, value, operatorEndpoint()))).toMatch(/: must match /);
  });

  it.each([402, 600, 4_000])('and never the value, even if it is %i characters long', async (length) => {
    for (const name of ['url', 'validDate', 'whitelist', 'blacklist', 'accessToken'])
      expect(await add(holding(name, CANARY.repeat(length / 6), operatorEndpoint()))).toMatch(
        /^operatorEndpointArray\/\w+: [\w ]/,
      );
  });
});

describe('The other operations name what does not fit, and the rule', () => {
  const place = '<m:url>https://cms.example/x</m:url><m:namespaceUrl>http://ochp.eu/1.4</m:namespaceUrl>';
  const removed = (content: string) => `<m:removedBackendDefinition>${content}</m:removedBackendDefinition>`;
  const updateFaults: [string, () => string, string][] = [
    [
      'a backendId that is none',
      () => holding('backendId', `${CANARY} `, definition()),
      `backendDefinition/backendId: must match ${BACKEND}`,
    ],
    [
      'a backendId that is too long',
      () => holding('backendId', 'x'.repeat(64), definition()),
      `backendDefinition/backendId: must match ${BACKEND}`,
    ],
    [
      'a token without a day',
      () => without('validDate', definition()),
      'backendDefinition/token: lacks validDate',
    ],
    [
      'a token that is empty',
      () => before('token', '<m:token/>', definition()),
      'backendDefinition/token[1]: lacks accessToken',
    ],
    [
      'a token that is no element',
      () => before('token', `<m:accessToken>${CANARY}</m:accessToken>`, definition()),
      'backendDefinition/accessToken: stands where token or whitelist is expected',
    ],
    [
      'the day of the second token',
      () =>
        before(
          'whitelist',
          `<m:token><m:accessToken>${CANARY}</m:accessToken><m:validDate>${CANARY}</m:validDate></m:token>`,
          definition(),
        ),
      String.raw`backendDefinition/token[2]/validDate: must match \d{4}-\d{2}-\d{2}`,
    ],
    [
      'a contract in the list of an operator',
      () => definition() + holding('blacklist', 'DE8AAC1', definition()),
      `backendDefinition[2]/blacklist: must match ${EVSE}`,
    ],
    [
      'whose it is',
      () => before('url', '<m:partnerId>cpo</m:partnerId>', definition()),
      'backendDefinition/partnerId: stands where url is expected',
    ],
    [
      'a definition behind a removed one',
      () => removed('<m:backendId>x</m:backendId>') + definition(),
      'backendDefinition: stands where removedBackendDefinition is expected',
    ],
    [
      'a removed one that is not named',
      () => removed(''),
      'removedBackendDefinition: lacks backendId or url',
    ],
    [
      'a removed one that is named twice',
      () => removed(`<m:backendId>x</m:backendId>${place}`),
      'removedBackendDefinition/url: is not known here, or is one too many',
    ],
    [
      'a removed one that is named by half',
      () => removed('<m:url>https://x</m:url>'),
      'removedBackendDefinition: lacks namespaceUrl',
    ],
    [
      'the third removed one',
      () => removed(place) + removed(place) + removed(`<m:backendId>${CANARY}</m:backendId>`),
      `removedBackendDefinition[3]/backendId: must match ${BACKEND}`,
    ],
    [
      'an endpoint of OCHP',
      () => `<o:operatorEndpointArray xmlns:o="http://ochp.eu/1.4"/>`,
      'operatorEndpointArray: stands where backendDefinition or removedBackendDefinition is expected',
    ],
  ];

  it.each(updateFaults)('UpdateOperatorBackendDefinition: %s', async (_name, content, told) => {
    expect((await refusal('registry', 'UpdateOperatorBackendDefinition', content())).split('; ')[0]).toBe(
      told,
    );
  });

  it('UpdateProviderBackendDefinition: a charge point in the list', async () => {
    expect(
      await refusal('registry', 'UpdateProviderBackendDefinition', without('blacklist', definition())),
    ).toBe(`backendDefinition/whitelist: must match ${CONTRACT}`);
  });

  it.each(['Operator', 'Provider'])(
    'Get%sBackendDefinitionUpdates: a lastUpdate of another form',
    async (role) => {
      const ask = (content: string) => refusal('registry', `Get${role}BackendDefinitionUpdates`, content);
      const wrap = (text: string) => `<m:lastUpdate><m:DateTime>${text}</m:DateTime></m:lastUpdate>`;
      for (const text of [
        '',
        CANARY,
        '2026-01-01',
        '2026-01-01T00:00:00',
        '2026-01-01T00:00:00+00:00',
        '2026-01-01t00:00:00z',
        '2026-01-01T00:00Z',
        '2026-01-01T00:00:00.1234567Z',
        ' 2026-01-01T00:00:00Z',
      ])
        expect(await ask(wrap(text))).toBe(`lastUpdate/DateTime: must match ${DATE_TIME}`);
      expect(await ask('<m:lastUpdate/>')).toBe('lastUpdate: lacks DateTime');
      expect(await ask(`<m:lastUpdate>2026-01-01T00:00:00Z</m:lastUpdate>`)).toMatch(
        /^lastUpdate: must hold elements, and no text/,
      );
      expect(await ask(wrap('2026-01-01T00:00:00Z').repeat(2))).toBe(
        'lastUpdate[2]: is not known here, or is one too many',
      );
      expect(await ask('<m:since/>')).toBe('since: stands where lastUpdate is expected');
    },
  );

  it('GetServiceEndpoints: anything, as it takes nothing', async () => {
    const ask = (content: string) => refusal('ochp', 'GetServiceEndpoints', content);
    expect(await ask('<m:lastUpdate/>')).toBe('the message: must be empty');
    expect(await ask(CANARY)).toBe('the message: must be empty');
  });
});

describe('What fits the schema and breaks another rule', () => {
  const add = async (endpoint: string) => {
    const answer = await stage.soap.published('AddServiceEndpoints', endpoint);
    expect(answer.code).toBe('format');
    return answer;
  };

  it.each([
    ['a day that is none', 'validDate', '2026-02-30', 'validDate: must be a day of the calendar'],
    [
      'a day in other digits',
      'validDate',
      '\uFF12\uFF10\uFF12\uFF16-01-01',
      'validDate: must be a day of the calendar',
    ],
    ['a url with white space', 'url', 'https://a b', 'url: must be an https URL'],
    [
      'a namespace of no OCHP',
      'namespaceUrl',
      'http://ochp.eu/1.2',
      'namespaceUrl: must be one of http://ochp.eu/1.3, http://ochp.eu/1.4',
    ],
  ])('is told by its name: %s', async (_name, name, value, told) => {
    expect((await add(holding(name, value, operatorEndpoint()))).description).toContain(`: ${told}`);
  });

  it('is told by its name: an access token that is empty', async () => {
    const { description } = await add(holding('accessToken', '', operatorEndpoint()));
    expect(description).toMatch(
      /accessToken: must .*not (be )?empty|accessToken: must not be shorter than 1/,
    );
  });

  it('never holds the password of a url, which is refused for it', async () => {
    const { description, text } = await add(
      holding('url', `https://cpo:${CANARY}@cms.example/`, operatorEndpoint()),
    );
    expect(description).toContain('url: must not carry credentials');
    expect(text).not.toContain(CANARY);
  });

  it('never holds half a character of a url', async () => {
    const url = `https://cms.example/${'\u{1F600}'.repeat(60)}`;
    for (const shifted of [url, url.replace('cms', 'cms1')])
      expect(
        (await add(holding('validDate', '2020-01-01', holding('url', shifted, operatorEndpoint())))).text,
      ).not.toContain('\uFFFD');
  });
});

it('Nothing comes of all that', async () => {
  await unchanged();
  await stage.goesOn();
});

describe('The served schemas have the limits of the domain', () => {
  let facets: Map<string, string>;
  beforeAll(async () => {
    facets = new Map();
    for (const name of ['ochp-1.4', 'registry-0.1']) {
      const text = await (await fetch(`${stage.address}${PATH}?xsd=${name}`)).text();
      withDocument(text, ({ root }) => {
        for (const type of childElements(root).filter((element) => element.name === 'simpleType'))
          for (const facet of childElements(childElements(type)[0]!))
            facets.set(`${valueOf(type, 'name')} ${facet.name}`, valueOf(facet, 'value'));
      });
    }
  });

  const valueOf = (element: XmlElement, name: string) =>
    element.attrs.find((attribute) => attribute.name === name)!.value;
  /** What is written differently in the two, and means the same. */
  const plain = (pattern: string) =>
    pattern
      .replaceAll('[E]', 'E')
      .replaceAll('\\*', '*')
      .replaceAll('\\-', '-')
      .replace(/^\^|\$$/g, '');

  it.each([
    ['EvsePattern', PATTERNS.operator],
    ['ContractPattern', PATTERNS.provider],
    ['BackendId', BACKEND_ID],
    ['PartnerId', PARTNER_ID],
    ['ValidDate', DAY],
  ])('of the pattern %s', (type, { source, flags }) => {
    expect(plain(facets.get(`${type} pattern`)!)).toBe(plain(source));
    expect(flags).toBe('');
  });

  it.each([
    ['Url', LONGEST_URL],
    ['NamespaceUrl', LONGEST_URL],
    ['AccessToken', LONGEST_ACCESS_TOKEN],
  ])('of the length %s', (type, most) => {
    expect(facets.get(`${type} maxLength`)).toBe(String(most));
  });

  it('and no other pattern or length is stricter than the domain', () => {
    const names = [...facets.keys()].filter((name) => / (pattern|maxLength)$/.test(name));
    expect(names.sort()).toEqual([
      'AccessToken maxLength',
      'BackendId pattern',
      'ContractPattern pattern',
      'EvsePattern pattern',
      'NamespaceUrl maxLength',
      'PartnerId pattern',
      'Url maxLength',
      'Url pattern',
      'ValidDate pattern',
    ]);
    // As the protocol has it. The domain is stricter: what it refuses beyond that is told by another sentence.
    expect(facets.get('Url pattern')).toBe('https://.+');
  });
});
