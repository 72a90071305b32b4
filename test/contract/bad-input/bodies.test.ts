import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, expectStatus, operatorPublication } from '../../environment/index.js';
import { Stage } from '../stage.js';

const BODY_LIMIT = 256 * 1024;
const PATH = '/v1/self/operator-backends/new';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.registry.stop());

const text = (changes: object = {}) => JSON.stringify(operatorPublication(stage.registry.clock, changes));
const send =
  (raw: string | Uint8Array, headers: Record<string, string> = {}) =>
  (): Promise<Answer> =>
    stage.operator.put(PATH, undefined, { raw, headers });

describe('A body is refused', () => {
  it('that is longer than the limit, by a byte', async () => {
    const body = text().padEnd(BODY_LIMIT);
    expectStatus(await send(body)(), 201);
    expectStatus(await stage.operator.delete(PATH), 204);
    await stage.refuses(send(`${body} `), 413, 'body-too-large');
  });

  it.each([
    ['lists', '['.repeat(33) + ']'.repeat(33)],
    ['objects', '{"a":'.repeat(33) + '1' + '}'.repeat(33)],
    ['without an end', '[{"a":'.repeat(30_000)],
  ])('that nests too deeply: %s', async (_name, body) => {
    const { body: problem } = await stage.refuses(send(body), 400, 'malformed-body');
    expect(problem.detail).toBe('The body is nested deeper than 32 levels.');
  });

  it.each([
    '{',
    '}',
    '{"url"}',
    "{'url':1}",
    '{"url":1,}',
    '// nothing\n{}',
    '{"a":NaN}',
    '{"a":01}',
    '{}{}',
    'url=https://a',
    '<a/>',
    ' ',
  ])('that is not JSON: %s', async (body) => {
    await stage.refuses(send(body), 400, 'malformed-body');
  });

  it.each([
    ['a byte that is never UTF-8', [0xff]],
    ['Latin-1', [0x7b, 0x22, 0xe4, 0x22, 0x3a, 0x31, 0x7d]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('that is not UTF-8: %s', async (_name, bytes) => {
    const { body: problem } = await stage.refuses(send(Uint8Array.from(bytes)), 400, 'malformed-body');
    expect(problem.detail).toBe('The body is not UTF-8.');
  });

  it.each([
    ['of the body', () => text().replace('{', '{"binding":"json",')],
    ['with the same value', () => text().replace('{', '{"binding":"soap",')],
    ['written another way', () => text().replace('{', '{"\\u0062inding":"soap",')],
    ['of a token', () => text().replace('{"accessToken"', '{"validDate":"2099-12-31","accessToken"')],
    ['that is unknown', () => text().replace('{', '{"__proto__":1,"__proto__":2,')],
  ])('that has a member twice: %s', async (_name, body) => {
    const { body: problem } = await stage.refuses(send(body()), 400, 'malformed-body');
    expect(problem.detail).toMatch(/^The member ".+" at position \d+ is there twice\.$/);
  });

  it.each(['\\u0000', 'a\\u0000b', '\\ud83d', '\\ude00\\ud83d', '\\ud83d\\u0041'])(
    'that holds what no text can: %s',
    async (escape) => {
      await stage.refuses(send(text().replace('https://', `https://${escape}`)), 400, 'malformed-body');
      await stage.refuses(send(text().replace('"url"', `"url${escape}"`)), 400, 'malformed-body');
    },
  );

  it.each([
    '',
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/merge-patch+json',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-16',
    'application/json, application/json',
    'application/jsonx',
    'nonsense',
  ])('of the content type %j', async (type) => {
    const body = type === '' ? new TextEncoder().encode(text()) : text();
    await stage.refuses(send(body, { 'content-type': type }), 415, 'unsupported-media-type');
  });

  it.each(['gzip', 'br', 'deflate', 'gzip, identity', 'nonsense'])(
    'that is compressed: %s',
    async (encoding) => {
      const body = gzipSync(text());
      await stage.refuses(send(body, { 'content-encoding': encoding }), 415, 'unsupported-media-type');
    },
  );

  it('that is not there, where one is needed', async () => {
    const detail = 'must be an object, but the request has no body';
    await stage.refuses(() => stage.operator.put(PATH), 422, 'invalid-value', { pointer: '#', detail });
    await stage.refuses(send(''), 422, 'invalid-value', { pointer: '#', detail });
  });
});

describe('A body where none is taken', () => {
  const operations: [caller: 'operator' | 'admin', method: string, path: string][] = [
    ['operator', 'PUT', '/v1/self/roaming-connections/emp'],
    ['operator', 'DELETE', '/v1/self/operator-backends/none'],
    ['admin', 'PUT', '/v1/admin/roaming-connections/cpo/emp'],
    ['admin', 'DELETE', '/v1/admin/roaming-connections/outsider/emp'],
    ['admin', 'POST', '/v1/admin/partners/cpo/readmit'],
  ];
  const as = (caller: 'operator' | 'admin') => (caller === 'admin' ? stage.registry.admin : stage.operator);

  it.each(operations)('may be empty (%s: %s %s)', async (caller, method, path) => {
    const before = await stage.picture();
    expectStatus(await as(caller).send(method, path), 200, 204);
    expectStatus(await as(caller).send(method, path, {}), 200, 204);
    expectStatus(await as(caller).send(method, path, undefined, { raw: '' }), 200, 204);
    expect(await stage.picture()).toEqual(before);
  });

  it.each(operations)('is refused if anything is in it (%s: %s %s)', async (caller, method, path) => {
    const fault = { pointer: '#', detail: 'must be absent, or {}' };
    for (const body of [{ until: '2099-12-31' }, [], null, 'x', 0, false])
      await stage.refuses(() => as(caller).send(method, path, body), 422, 'invalid-value', fault);
    await stage.refuses(() => as(caller).send(method, path, undefined, { raw: '{' }), 400, 'malformed-body');
  });
});

describe('A body that is not needed', () => {
  it('may be left out', async () => {
    const { admin } = stage.registry;
    const path = '/v1/admin/partners/cpo/credentials';
    for (const issued of [await admin.post(path), await admin.post(path, undefined, { raw: '' })]) {
      expectStatus(issued, 201);
      expect(issued.body).not.toHaveProperty('label');
      expectStatus(await stage.registry.as(issued.body.secret).get('/v1/self'), 200);
    }
  });

  it('is not left out where it changes something', async () => {
    const change = () => stage.registry.admin.patch('/v1/admin/partners/cpo');
    await stage.refuses(change, 422, 'invalid-value', { pointer: '#' });
  });
});
