import { registerSchema, validate, type SchemaObject } from '@hyperjump/json-schema/draft-04';
import { describe, expect, test } from '@jest/globals';
import { RegistryError } from '../../registry-error/index.js';
import { MOST_FAULTS } from './field-errors.js';
import { schemaQuery } from './query-validation.pipe.js';
import { SampleOperator, SampleProvider, SampleQuery, SampleWish } from './sample-dtos.fixture.js';
import { schemaCatalogue } from './schema-catalogue.js';
import { schemaBody } from './schema-validation.pipe.js';

const token = { accessToken: 'secret', validDate: '2028-02-29' };
const good = { url: 'https://a', tokens: [token], whitelist: ['DE8AAE%'], priority: 2, note: null };

function refusalOf(action: () => unknown): RegistryError {
  try {
    action();
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function faultsOf(body: unknown): Record<string, string> {
  const { fields } = refusalOf(() => schemaBody(SampleOperator).transform(body));
  return Object.fromEntries(fields.map(({ path, detail }) => [`/${path.join('/')}`, detail]));
}

describe('a body', () => {
  test('that fits is handed on as it is', () => {
    expect(schemaBody(SampleOperator).transform(good)).toBe(good);
  });

  test('has all its faults named at once, in English and without the values', () => {
    const { tokens: _tokens, ...rest } = good;
    expect(
      faultsOf({
        ...rest,
        url: 'http://a',
        binding: 'xml',
        whitelist: ['DE', 'de', 'DE'],
        priority: 1.5,
        zzz: 1,
      }),
    ).toEqual({
      '/tokens': 'is missing',
      '/url': 'does not have the expected form: an address that begins with https://',
      '/binding': 'must be one of soap, json',
      '/whitelist': 'entries 0 and 2, counted from 0, are the same',
      '/whitelist/1': 'does not have the expected form: an EVSE pattern',
      '/priority': 'must be a whole number',
      '/zzz': 'is not a known field',
    });
    const deep = { accessToken: '', validDate: '2026-02-29', extra: 1 };
    expect(
      faultsOf({ ...good, tokens: [token, deep, { ...token, accessToken: 'x'.repeat(11) }, 4] }),
    ).toEqual({
      '/tokens': 'must have at most 3 entries',
      '/tokens/1/accessToken': 'must not be empty',
      '/tokens/1/validDate': 'does not have the expected form: a day that exists, as YYYY-MM-DD',
      '/tokens/1/extra': 'is not a known field',
      '/tokens/2/accessToken': 'must have at most 10 characters',
      '/tokens/3': 'must be an object',
    });
    expect(faultsOf({ ...good, priority: 9, tokens: [] })).toEqual({
      '/priority': 'must be at most 5',
      '/tokens': 'must have at least 1 entry',
    });
  });

  test('is never coerced, and null is not the same as absent', () => {
    expect(faultsOf({ ...good, priority: '2', binding: null, note: 5, tokens: token })).toEqual({
      '/priority': 'must be a whole number',
      '/binding': expect.stringContaining('must be'),
      '/note': 'must be a string or null',
      '/tokens': 'must be a list',
    });
  });

  test('that is none is an empty one where nothing is required', () => {
    expect(schemaBody(SampleWish).transform(undefined)).toEqual({});
    expect(schemaBody(SampleWish).transform({ colour: 'red' })).toEqual({ colour: 'red' });
    expect(() => schemaBody(SampleWish).transform(null)).toThrow('does not fit');
  });

  test('that is none, or no object, is refused as a whole', () => {
    expect(faultsOf(undefined)).toEqual({ '/': 'must be an object, but the request has no body' });
    for (const body of [null, [], 'text', 5]) expect(faultsOf(body)).toEqual({ '/': 'must be an object' });
  });

  test('with a field named __proto__ is refused for it', () => {
    expect(faultsOf(JSON.parse('{"__proto__": {}}'))).toHaveProperty(['/__proto__'], 'is not a known field');
  });

  test('counts characters, not UTF-16 units', () => {
    const emoji = { ...good, tokens: [{ ...token, accessToken: '😀'.repeat(10) }] };
    expect(schemaBody(SampleOperator).transform(emoji)).toBe(emoji);
  });

  test('of the greatest length with a fault in every entry is not told all of them', () => {
    const whitelist = Array.from({ length: 60_000 }, (_, index) => `${index % 3}`);
    expect(Object.keys(faultsOf({ ...good, whitelist }))).toHaveLength(MOST_FAULTS);
  });
});

describe('a query string', () => {
  const read = (query: unknown) => schemaQuery(SampleQuery).transform(query);

  test('takes known parameters, each once', () => {
    expect(read(undefined)).toEqual({});
    expect(read({ limit: '10' })).toEqual({ limit: '10' });
    const refusal = refusalOf(() => read({ limit: '0', next: ['a', 'b'], other: '' }));
    expect(refusal.code).toBe('invalid-parameter');
    expect(refusal.fields).toEqual([
      { path: ['other'], detail: 'is not a known parameter' },
      { path: ['limit'], detail: 'does not have the expected form: a number from 1 to 999' },
      { path: ['next'], detail: 'must be given once only' },
    ]);
  });
});

describe('another draft-04 validator', () => {
  const corpus: unknown[] = [
    good,
    {},
    [],
    { ...good, note: 'x', spare: token, binding: 'json' },
    { ...good, spare: null },
    { ...good, tokens: [{ ...token, validDate: '2026-02-30' }] },
    { ...good, tokens: [{ ...token, validDate: '2100-02-29' }] },
    { ...good, tokens: [{ ...token, validDate: '2000-02-29' }] },
    { ...good, tokens: [{ ...token, accessToken: '😀'.repeat(10) }] },
    { ...good, whitelist: ['A', 'A'] },
    { ...good, priority: 6 },
    { ...good, priority: 2.0 },
    { ...good, extra: true },
  ];

  test('agrees on every body of a corpus', async () => {
    const document = schemaCatalogue.document('sample-operator')!;
    registerSchema(document as unknown as SchemaObject);
    const judge = await validate(document.id);
    const validator = schemaCatalogue.validator(SampleOperator);
    for (const body of corpus)
      expect([body, validator(body).length === 0]).toEqual([body, judge(body as never).valid]);
  });

  test('agrees on an empty subclass of a base', () => {
    expect(schemaBody(SampleProvider).transform({ url: 'https://a', tokens: [token] })).toBeTruthy();
  });
});
