import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  exchange,
  expectProblem,
  startScratchApplication,
  type ScratchApplication,
} from './scratch-application.fixture.js';

let scratch: ScratchApplication;
beforeAll(async () => {
  scratch = await startScratchApplication();
});
afterAll(() => scratch.app.close());

describe('paths and methods', () => {
  const tryMethod = (method: string, path: string) => fetch(scratch.base + path, { method });

  test('that do not exist are not found, whatever the body', async () => {
    for (const path of [
      '/',
      '/v1',
      '/v1/notes/',
      '/v1/notes/1/2',
      '/v1//notes',
      '/v1/failing',
      '/v1/notes/failing/x',
    ]) {
      await expectProblem(await fetch(scratch.base + path), 404, 'not-found');
    }
    const answer = await fetch(`${scratch.base}/v2`, {
      method: 'POST',
      body: '<a/>',
      headers: { 'Content-Type': 'text/xml' },
    });
    await expectProblem(answer, 404, 'not-found');
  });

  test('that exist say which methods they have', async () => {
    const expected: [string, string, string][] = [
      ['POST', '/v1/notes', 'GET, HEAD'],
      ['OPTIONS', '/v1/notes', 'GET, HEAD'],
      ['POST', '/v1/notes/1?x=1', 'DELETE, PATCH, PUT'],
      ['GET', '/v1/notes/%31', 'DELETE, PATCH, PUT'],
      ['PROPFIND', '/v1/notes/kept', 'DELETE, GET, HEAD, PATCH, PUT'],
    ];
    for (const [method, path, allow] of expected) {
      const answer = await tryMethod(method, path);
      expect(answer.headers.get('allow')).toBe(allow);
      await expectProblem(answer, 405, 'method-not-allowed');
    }
  });

  test('of GET serve HEAD; a fixed path hides no parameter', async () => {
    const head = await tryMethod('HEAD', '/v1/notes');
    expect([head.status, await head.text(), head.headers.get('content-length')]).toEqual([200, '', '29']);
    expect((await tryMethod('DELETE', '/v1/notes/kept')).status).toBe(204);
  });

  test('that are malformed or too long are refused by the router', async () => {
    await expectProblem(await fetch(`${scratch.base}/v1/notes/%ZZ`), 400, 'malformed-request');
    await expectProblem(
      await fetch(`${scratch.base}/v1/notes/${'x'.repeat(300)}`, { method: 'PUT' }),
      414,
      'uri-too-long',
    );
  });
});

describe('bytes that are no request', () => {
  test.each([
    ['nonsense', 400, 'malformed-request', 'nonsense\r\n\r\n'],
    ['an unknown method', 400, 'malformed-request', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n'],
    [
      'a long header',
      431,
      'headers-too-large',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    ],
    ['a long URL', 431, 'headers-too-large', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ])('such as %s are answered with %i', async (_name, status, code, bytes) => {
    const [head, body] = (await exchange(scratch, bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} .*X-Request-Id: [\\w-]{36}`, 's'));
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body ?? '')}`);
    expect(JSON.parse(body ?? '')).toMatchObject({
      type: `urn:ochp-direct:registry:problem:${code}`,
      status,
    });
  });

  test('a request for nothing in particular finds nothing', async () => {
    const answer = await exchange(scratch, 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 404 .*x-request-id: [\w-]{36}.*problem:not-found/is);
  });

  test.each([
    ['is not told', '', 'missing'],
    ['is told twice', 'Host: a\r\nhost: b\r\n', 'more than one'],
  ])('a request whose host %s is refused', async (_name, hosts, words) => {
    const answer = await exchange(scratch, `GET /v1/notes HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 400 .*x-request-id: [\w-]{36}.*problem:malformed-request/is);
    expect(answer).toContain(words);
  });

  test.each([
    ['of HTTP/1.0 need not tell its host', 'GET /v1/notes HTTP/1.0\r\n\r\n'],
    [
      'may expect what it likes',
      'GET /v1/notes HTTP/1.1\r\nHost: a\r\nExpect: more\r\nConnection: close\r\n\r\n',
    ],
  ])('a request %s', async (_name, bytes) => {
    expect(await exchange(scratch, bytes)).toMatch(/^HTTP\/1.1 200 .*note 0/s);
  });

  test('are answered after a request that was one, too', async () => {
    const answer = await exchange(scratch, 'GET /v1/notes HTTP/1.1\r\nHost: a\r\n\r\n', 'nonsense\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 200 .*note 0.*HTTP\/1.1 400 .*problem:malformed-request/s);
  });
});
