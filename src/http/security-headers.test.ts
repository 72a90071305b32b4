import type { IncomingHttpHeaders } from 'node:http';
import { get } from 'node:https';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { exchange, type ScratchApplication, startScratchApplication } from './scratch-application.fixture.js';
import { makeCertificate } from './tls/certificates.fixture.js';

const EXPECTED = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

let scratch: ScratchApplication;
beforeAll(async () => {
  scratch = await startScratchApplication();
});
afterAll(() => scratch.app.close());

describe('An answer tells a browser to take it for nothing else', () => {
  it.each([
    ['of data', 200, '/v1/notes'],
    ['of a schema', 200, '/v1/schemas/note.json'],
    ['that refuses', 404, '/nowhere'],
    ['that fails', 500, '/v1/notes/failing/query'],
    ['of the router itself', 400, '/v1/notes/%ZZ'],
  ])('%s', async (_name, status, path) => {
    const answer = await fetch(scratch.base + path);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(EXPECTED);
  });

  it('to bytes that are no request', async () => {
    const [head = ''] = (await exchange(scratch, 'nonsense\r\n\r\n')).split('\r\n\r\n');
    for (const [name, value] of Object.entries(EXPECTED))
      expect(head.toLowerCase()).toContain(`\r\n${name}: ${value.toLowerCase()}\r\n`);
  });
});

test('pages of other origins get to read nothing, whatever they ask', async () => {
  const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' };
  const asked = await fetch(`${scratch.base}/v1/notes`, { method: 'OPTIONS', headers });
  const got = await fetch(`${scratch.base}/v1/notes`, { headers });
  expect([asked.status, got.status]).toEqual([405, 200]);
  for (const answer of [asked, got])
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

describe('That a browser should come by HTTPS only', () => {
  const HSTS = 'max-age=31536000';
  const hstsOf = async ({ base }: ScratchApplication, headers: Record<string, string> = {}) =>
    (await fetch(`${base}/v1/notes`, { headers })).headers.get('strict-transport-security');

  it('is said by HTTPS', async () => {
    const tls = await makeCertificate();
    const secure = await startScratchApplication({ tls });
    const headers = await headersBy(`${secure.base}/v1/notes`, tls.certificate);
    expect(headers['strict-transport-security']).toBe(HSTS);
    await secure.app.close();
  });

  it('is said where a trusted proxy was asked by HTTPS, and by nobody else', async () => {
    const behind = await startScratchApplication({ trustedProxies: ['loopback'] });
    expect(await hstsOf(behind, { 'X-Forwarded-Proto': 'https' })).toBe(HSTS);
    expect(await hstsOf(behind, { 'X-Forwarded-Proto': 'https, http' })).toBeNull();
    expect(await hstsOf(behind)).toBeNull();
    await behind.app.close();
    expect(await hstsOf(scratch, { 'X-Forwarded-Proto': 'https' })).toBeNull();
  });
});

function headersBy(url: string, ca: string): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (answer) => resolve(answer.resume().headers)).on('error', reject);
  });
}
