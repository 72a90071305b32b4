import { astral, bad, type Case, each, good } from './case.js';
import { entryCases, fieldCases } from './field-cases.js';
import { DATES, TOKENS, URLS, VERSIONS } from './texts.js';

export interface Publication {
  readonly whitelist: readonly string[];
  readonly tokens: readonly object[];
  readonly [field: string]: unknown;
}

const REQUIRED = ['url', 'namespaceUrl', 'binding', 'whitelist', 'tokens'];
const MOST_PATTERNS = 1_000;
const MOST_TOKENS = 62;

/**
 * Bodies for publications in either role.
 * @param body a good one, with all fields, and for a JSON backend
 * @param patterns what the two lists may hold and what not; those that may belong to the publisher
 */
export function publicationCases(
  body: Publication,
  patterns: { good: readonly string[]; bad: readonly string[]; numbered: (index: number) => string },
): Case[] {
  const many = (count: number) => Array.from({ length: count }, (_, index) => patterns.numbered(index));
  const lists = ['whitelist', 'blacklist'].flatMap((list) => [
    ...each(good, list, patterns.good, (pattern) => ({ ...body, [list]: [pattern] })),
    ...each(bad, list, patterns.bad, (pattern) => ({ ...body, [list]: [pattern] }), `#/${list}/0`),
    good(`${list} of ${MOST_PATTERNS}`, { ...body, [list]: many(MOST_PATTERNS) }),
    bad(`${list} of one more`, { ...body, [list]: many(MOST_PATTERNS + 1) }, `#/${list}`),
    bad(`${list} with one twice`, { ...body, [list]: [...many(3), ...many(1)] }, `#/${list}`),
    ...entryCases(body, list),
  ]);
  return [
    ...fieldCases(body, REQUIRED),
    ...textCases(body),
    ...lists,
    bad('an empty whitelist', { ...body, whitelist: [] }, '#/whitelist'),
    good('an empty blacklist', { ...body, blacklist: [] }),
    ...tokenCases(body),
  ];
}

function textCases(body: Publication): Case[] {
  return [
    ...each(good, 'url', URLS.good, (url) => ({ ...body, url })),
    ...each(bad, 'url', URLS.bad, (url) => ({ ...body, url }), '#/url'),
    ...each(good, 'namespaceUrl', VERSIONS.good, (namespaceUrl) => ({ ...body, namespaceUrl })),
    ...each(
      bad,
      'namespaceUrl',
      VERSIONS.bad,
      (namespaceUrl) => ({ ...body, namespaceUrl }),
      '#/namespaceUrl',
    ),
    ...['http://ochp.eu/1.3', 'http://ochp.eu/1.4'].map((namespaceUrl) =>
      good(`SOAP ${namespaceUrl}`, { ...body, binding: 'soap', namespaceUrl }),
    ),
    ...each(
      bad,
      'binding',
      ['', 'SOAP', 'Json', 'xml', ' json'],
      (binding) => ({ ...body, binding }),
      '#/binding',
    ),
  ];
}

function tokenCases(body: Publication): Case[] {
  const token = { accessToken: 'of-the-corpus', validDate: '2099-12-31' };
  const one = (change: object) => ({ ...body, tokens: [{ ...token, ...change }] });
  const days = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const validDate = new Date(Date.UTC(2098, 0, 1 + index)).toISOString().slice(0, 10);
      return { accessToken: `of-the-corpus-${index}`, validDate };
    });
  const nested = fieldCases(token, Object.keys(token)).map(({ name, body: entry, bad: pointers }) => ({
    name: `a token: ${name}`,
    body: { ...body, tokens: [token, ...(pointers.length > 0 ? [entry] : [])] },
    bad: pointers.map((pointer) => pointer.replace('#', '#/tokens/1')),
  }));
  return [
    ...nested,
    good('no token', { ...body, tokens: [] }),
    good(`${MOST_TOKENS} tokens`, { ...body, tokens: days(MOST_TOKENS) }),
    bad('one token more', { ...body, tokens: days(MOST_TOKENS + 1) }, '#/tokens'),
    ...each(good, 'validDate', DATES.good, (validDate) => one({ validDate })),
    ...each(bad, 'validDate', DATES.bad, (validDate) => one({ validDate }), '#/tokens/0/validDate'),
    ...each(good, 'accessToken', TOKENS.good, (accessToken) => one({ accessToken })),
    ...each(bad, 'accessToken', TOKENS.bad, (accessToken) => one({ accessToken }), '#/tokens/0/accessToken'),
    bad(
      'several faults at once',
      { ...body, url: 'http://a', binding: 'xml', colour: 1, tokens: [token, { accessToken: '', day: 1 }] },
      ...[
        '#/url',
        '#/binding',
        '#/colour',
        '#/tokens/1/accessToken',
        '#/tokens/1/validDate',
        '#/tokens/1/day',
      ],
    ),
    good('a URL of 255 characters beyond the basic plane', { ...body, url: `https://a/${astral(245)}` }),
  ];
}
