import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BODY_LIMIT } from './json-body-parser.js';
import { parseJson } from './parse-json.js';

const parse = (text: string) => parseJson(Buffer.from(text));

describe('strict JSON', () => {
  test('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        if (!/\\u0000|\\ud[89a-f]/i.test(text)) expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('may begin with a byte order mark', () => {
    expect(parse('\uFEFF{"a": 1}')).toEqual({ a: 1 });
  });

  test('keeps __proto__ as an ordinary member', () => {
    const value = parse('{"__proto__": {"x": 1}}') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__']);
  });

  test('may repeat a name in another object, and names in values', () => {
    for (const text of [
      '{"a":{"a":1},"b":[{"a":2},{"a":3}]}',
      '{"a":"b","b":"b"}',
      '["a","a"]',
      '{"a":"\\"b\\":1","b":1}',
    ]) {
      expect(parse(text)).toEqual(JSON.parse(text));
    }
  });

  test('nests up to 32 levels', () => {
    expect(parse('['.repeat(32) + ']'.repeat(32))).toBeTruthy();
    expect(() => parse('['.repeat(33) + ']'.repeat(33))).toThrow('deeper than 32 levels');
    expect(parse(`["${'['.repeat(50)}\\"${'{'.repeat(50)}"]`)).toBeTruthy();
  });
});

describe('a body is refused', () => {
  test.each([
    ['{"a":1,"a":2}', 'The member "a" at position 7 is there twice.'],
    ['{"a":1,"a":1}', 'The member "a" at position 7 is there twice.'],
    ['[{"x":{"b":[],"b" : []}}]', 'The member "b" at position 14 is there twice.'],
    ['{"a":1,"\\u0061":1}', 'The member "a" at position 7 is there twice.'],
    ['{"__proto__":1,"__proto__":1}', 'The member "__proto__" at position 15 is there twice.'],
    ['{"a":"x\\u0000"}', 'The string at position 5 holds U+0000'],
    ['{"\\u0000":1}', 'The string at position 1 holds U+0000'],
    ['["\\ud83d"]', 'half of a surrogate pair'],
    ['["\\ude00\\ud83d"]', 'half of a surrogate pair'],
    ['{"a":}', 'not JSON: see position 5'],
    ['{"a":secret}', 'not JSON: see position 5'],
    ['[1,]', 'not JSON: see position 3'],
    ['{"a":"secret', 'not JSON: see position 12'],
    ['nul', 'not JSON'],
    ['{} {}', 'not JSON: see position 3'],
    ['"\\"', 'not JSON'],
    ['"\u0001"', 'not JSON'],
  ])('%s: %s', (text, detail) => {
    expect(() => parse(text)).toThrow(detail);
    expect(() => parse(text)).not.toThrow('secret');
  });

  test('if it is not UTF-8', () => {
    for (const bytes of [
      [0xff],
      [0x22, 0xc3, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
      [0xff, 0xfe, 0x7b, 0x00],
    ]) {
      expect(() => parseJson(Buffer.from(bytes))).toThrow('not UTF-8');
    }
  });

  test('with a pair of surrogates it is not', () => {
    expect(parse('["\\ud83d\\ude00"]')).toEqual(['😀']);
  });
});

describe('the worst bodies of the greatest length', () => {
  const filled = (part: string, [before, after]: [string, string] = ['', '']) =>
    before + part.repeat(Math.floor((BODY_LIMIT - before.length - after.length) / part.length)) + after;
  const members = (count: number) => Array.from({ length: count }, (_, index) => `"${index}":0`).join(',');

  test.each([
    ['brackets', 'nested deeper', filled('[')],
    ['balanced brackets', 'nested deeper', '['.repeat(BODY_LIMIT / 2) + ']'.repeat(BODY_LIMIT / 2)],
    ['nested objects', 'nested deeper', filled('{"a":')],
    ['quotes', 'not JSON', filled('"')],
    ['a string without an end', 'not JSON', filled('\\"', ['"', ''])],
    ['a fault at the end', 'not JSON', filled('"abc",', ['[', '!'])],
    ['spaces', 'not JSON', filled(' ')],
    ['a name that comes back at the end', 'there twice', `{${members(25_000)},"0":0}`],
    ['a lone surrogate at the end', 'surrogate', filled('a', ['"', '\\ud83d"'])],
  ])('are refused: %s', (_name, fault, text) => {
    expect(() => parse(text)).toThrow(fault);
  });

  test.each([
    ['backslashes', filled('\\\\', ['"', '"'])],
    ['escaped quotes', filled('\\"', ['"', '"'])],
    ['escapes', filled('\\u0041', ['"', '"'])],
    ['spaces after strings', filled('"a"          ,', ['[', '""]'])],
    ['many members', `{${members(25_000)}}`],
    ['many objects', filled('{"a":0},', ['[', '{}]'])],
    ['one long name', filled('x', ['{"', '":1}'])],
    ['digits', filled('9')],
    ['spaces after one string', filled(' ', ['["a"', ']'])],
  ])('are read: %s', (_name, text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });
});
