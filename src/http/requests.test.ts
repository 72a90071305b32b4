import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BODY_LIMIT } from './body/index.js';
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

const json = { 'Content-Type': 'application/json' };
const put = (body: string | Uint8Array, headers: Record<string, string> = json) =>
  fetch(`${scratch.base}/v1/notes/1`, { method: 'PUT', headers, body: body as string });

describe('bodies', () => {
  test('of strict JSON are taken', async () => {
    for (const type of [
      'application/json',
      'Application/JSON; charset=UTF-8',
      'application/json;charset="utf-8"',
    ]) {
      const answer = await put('{"text":"ä"}', { 'Content-Type': type });
      expect([answer.status, await answer.json()]).toEqual([200, { id: '1', text: 'ä' }]);
    }
  });

  test('of other media types, charsets and encodings are not', async () => {
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/merge-patch+json',
      'text/json',
    ];
    for (const type of [...types, 'application/json; charset=latin1', 'application/json-seq', '-']) {
      await expectProblem(await put('{"text":"a"}', { 'Content-Type': type }), 415, 'unsupported-media-type');
    }
    const zipped = await put(gzipSync('{"text":"a"}'), { ...json, 'Content-Encoding': 'gzip' });
    await expectProblem(zipped, 415, 'unsupported-media-type');
    const untyped = await put(new Uint8Array([0x7b, 0x7d]), {});
    await expectProblem(untyped, 415, 'unsupported-media-type');
  });

  test('of a patch may be a merge patch', async () => {
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    const answer = await fetch(`${scratch.base}/v1/notes/1`, { method: 'PATCH', headers, body: '{"a":1}' });
    expect(await answer.json()).toEqual({ body: { a: 1 } });
  });

  test('that are empty are none', async () => {
    expect((await fetch(`${scratch.base}/v1/notes/1`, { method: 'DELETE', headers: json })).status).toBe(204);
    const problem = await expectProblem(await put('', json), 422, 'invalid-value');
    expect(problem.errors).toEqual([
      { pointer: '#', detail: 'must be an object, but the request has no body' },
    ]);
  });

  test('that are malformed say where', async () => {
    expect(await expectProblem(await put('{"text":'), 400, 'malformed-body')).toMatchObject({
      detail: 'The body is not JSON: see position 8.',
    });
    await expectProblem(await put('{"text":"a","text":"a"}'), 400, 'malformed-body');
    await expectProblem(await put('['.repeat(BODY_LIMIT)), 400, 'malformed-body');
    await expectProblem(await put(new Uint8Array([0xff])), 400, 'malformed-body');
  });

  test('that do not fit their schema name each field', async () => {
    const problem = await expectProblem(await put('{"text":1,"a/b":2}'), 422, 'invalid-value');
    expect(problem.errors).toEqual(
      expect.arrayContaining([
        { pointer: '#/text', detail: 'must be a string' },
        { pointer: '#/a~1b', detail: 'is not a known field' },
      ]),
    );
  });

  test('that are too large are not read', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(BODY_LIMIT - 11) });
    expect((await put(body)).status).toBe(200);
    await expectProblem(await put(`${body} `), 413, 'body-too-large');
    const chunks = `${BODY_LIMIT.toString(16)}\r\n${'x'.repeat(BODY_LIMIT)}\r\n5\r\nxxxxx\r\n`;
    const head =
      'PUT /v1/notes/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n';
    expect(await exchange(scratch, `${head}\r\n${chunks}`)).toMatch(
      /^HTTP\/1.1 413 .*problem:body-too-large/s,
    );
  });
});

describe('queries', () => {
  test('are strict', async () => {
    const answer = await fetch(`${scratch.base}/v1/notes?limit=x&limit=1&other`);
    const problem = await expectProblem(answer, 400, 'invalid-parameter');
    expect(problem.errors).toEqual([
      { parameter: 'other', detail: 'is not a known parameter' },
      { parameter: 'limit', detail: 'must be given once only' },
    ]);
  });
});
