import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { schemaCatalogue } from './json-schema/index.js';
import {
  exchange,
  expectProblem,
  logLines,
  startScratchApplication,
  type ScratchApplication,
} from './scratch-application.fixture.js';

let scratch: ScratchApplication;
beforeAll(async () => {
  scratch = await startScratchApplication();
});
afterAll(() => scratch.app.close());
beforeEach(() => void (scratch.log.length = 0));

describe('failures', () => {
  test('of the service say nothing, and are logged once, with the request', async () => {
    const answer = await fetch(`${scratch.base}/v1/notes/failing/query`, {
      headers: { 'X-Request-Id': 'mine.1' },
    });
    await expectProblem(answer, 500, 'internal');
    expect(answer.headers.get('x-request-id')).toBe('mine.1');
    const logged = logLines(scratch).filter(({ level }) => level === 'error');
    expect(logged).toMatchObject([
      { requestId: 'mine.1', err: { type: 'QueryFailedError', message: 'syntax error' } },
    ]);
    expect(scratch.log.join('')).not.toMatch(/s3cret|SELECT/);
  });

  test('of the database ask to try again', async () => {
    for (const how of ['database', 'health']) {
      const answer = await fetch(`${scratch.base}/v1/notes/failing/${how}`);
      expect(answer.headers.get('retry-after')).toBe('5');
      await expectProblem(answer, 503, 'unavailable');
    }
  });

  test('to authenticate are told both ways', async () => {
    const answer = await exchange(
      scratch,
      'GET /v1/notes/failing/credentials HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    expect(answer.match(/^www-authenticate: .*$/gim)).toEqual([
      'www-authenticate: Basic realm="OCHP-direct registry", charset="UTF-8"',
      'www-authenticate: Bearer realm="OCHP-direct registry"',
    ]);
  });
});

describe('answers', () => {
  test('are for their caller alone, unless they say otherwise', async () => {
    const { headers } = await fetch(`${scratch.base}/v1/notes`);
    expect([headers.get('cache-control'), headers.get('vary')]).toEqual([
      'private, no-cache',
      'Authorization, Accept',
    ]);
    expect((await fetch(`${scratch.base}/v1/notes/kept`)).headers.get('cache-control')).toBe('public');
  });

  test('of some length are compressed', async () => {
    const zipped = await fetch(`${scratch.base}/v1/notes?limit=500`, {
      headers: { 'Accept-Encoding': 'gzip' },
    });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('vary')?.toLowerCase()).toBe('authorization, accept, accept-encoding');
    expect(await zipped.json()).toMatchObject({ items: { length: 500 } });
    const short = await fetch(`${scratch.base}/v1/notes`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(short.headers.get('content-encoding')).toBeNull();
  });
});

describe('the published schemas', () => {
  test('are listed and served, and kept by caches', async () => {
    const list = (await (await fetch(`${scratch.base}/v1/schemas`)).json()) as {
      items: { name: string; path: string }[];
    };
    expect(list.items.map(({ name }) => name)).toEqual(['note', 'problem', 'schema-list']);
    for (const { name, path } of list.items) {
      const answer = await fetch(scratch.base + path, { headers: { 'Accept-Encoding': 'gzip' } });
      expect(answer.headers.get('content-type')).toMatch('application/schema+json');
      expect(await answer.json()).toEqual(schemaCatalogue.document(name));
      const known = { 'If-None-Match': answer.headers.get('etag') ?? '' };
      expect((await fetch(scratch.base + path, { headers: known })).status).toBe(304);
    }
  });

  test('are not found by other names', async () => {
    for (const file of ['note', 'other.json', '__proto__.json', 'note.json.json']) {
      await expectProblem(await fetch(`${scratch.base}/v1/schemas/${file}`), 404, 'not-found');
    }
  });
});
