import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  connectTo,
  logLines,
  pause,
  startScratchApplication,
  type ScratchApplication,
} from './scratch-application.fixture.js';

const HEAD =
  'PUT /v1/notes/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 12\r\n';

const ASKS_AND_RESETS = `
  const { port, done } = require('node:worker_threads').workerData;
  const socket = require('node:net').connect(port, '127.0.0.1', () =>
    socket.write('GET /v1/notes HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n', () => {
      socket.resetAndDestroy();
      Atomics.store(done, 0, 1);
      Atomics.notify(done, 0);
    }));`;

let scratch: ScratchApplication;
beforeAll(async () => {
  scratch = await startScratchApplication();
});
afterAll(() => scratch.app.close());
beforeEach(() => void (scratch.log.length = 0));

describe('the access log', () => {
  const accessLines = () => logLines(scratch).filter(({ msg }) => msg === 'request');

  test('has one line for each request, without its query string', async () => {
    await fetch(`${scratch.base}/v1/notes?limit=2&x=s3cret`);
    await fetch(`${scratch.base}/v1/notes?limit=2`);
    await fetch(`${scratch.base}/v1/notes/%ZZ?s3cret`);
    await fetch(`${scratch.base}/health/live`);
    while (accessLines().length < 4) await pause(10);
    expect(accessLines()).toMatchObject([
      { level: 'info', method: 'GET', path: '/v1/notes', status: 400, remoteAddress: '127.0.0.1' },
      { status: 200, partnerId: 'cpo-1', durationMs: expect.any(Number), requestId: expect.any(String) },
      { path: '/v1/notes/…', status: 400 },
      { level: 'debug', path: '/…/…', status: 404 },
    ]);
    expect(scratch.log.join('')).not.toContain('s3cret');
  });

  test('has the address that a trusted proxy tells, and the name and the scheme of nobody', async () => {
    const forwarded = {
      'X-Forwarded-For': '203.0.113.9, 198.51.100.7',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'gopher',
    };
    const behind = await startScratchApplication({ trustedProxies: ['loopback'] });
    for (const server of [behind, scratch]) {
      await fetch(`${server.base}/v1/notes`, { headers: forwarded });
      while (!logLines(server).some(({ msg }) => msg === 'request')) await pause(10);
    }
    expect(await addressTold(behind, 'an-access-token')).toBe('127.0.0.1');
    await behind.app.close();
    const [told, own] = [behind, scratch].map((server) =>
      logLines(server).find(({ msg }) => msg === 'request'),
    );
    // Of several proxies only the last is known here: what it was told itself, anybody may have made up.
    expect(told).toMatchObject({ path: '/v1/notes', remoteAddress: '198.51.100.7' });
    expect(own).toMatchObject({ path: '/v1/notes', remoteAddress: '127.0.0.1' });
    for (const { log } of [behind, scratch])
      expect(log.join('')).not.toMatch(/evil\.example|gopher|203\.0\.113\.9/);
  });

  test('has a line for a caller that hangs up, and no error', async () => {
    const socket = connectTo(scratch);
    socket.write(`${HEAD}Expect: 100-continue\r\n\r\n{`);
    await once(socket, 'data');
    socket.destroy();
    while (accessLines().length < 1) await pause(10);
    expect(accessLines()).toMatchObject([{ method: 'PUT', aborted: true, remoteAddress: '127.0.0.1' }]);
    expect(accessLines()[0]).not.toHaveProperty('status');
    expect(logLines(scratch).filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('has a line for each of the requests that stand behind one another when their caller hangs up', async () => {
    const socket = connectTo(scratch);
    const held = 'GET /v1/notes/held HTTP/1.1\r\nHost: a\r\n\r\n';
    socket.write(`${held}${HEAD}\r\n{"text":"a"}${held}`);
    // Of answers that have not begun nothing tells; the next connection is served after what this one has sent.
    await once(socket, 'connect');
    await fetch(`${scratch.base}/v1/notes`);
    socket.destroy();
    while (accessLines().length < 4) await pause(10);
    expect(
      accessLines()
        .filter(({ aborted }) => aborted)
        .map(({ method }) => method),
    ).toEqual(['GET', 'PUT', 'GET']);
  });

  test('has no line without an address, as of callers that had gone before they were accepted', async () => {
    const done = new Int32Array(new SharedArrayBuffer(4));
    const port = new URL(scratch.base).port;
    const worker = new Worker(ASKS_AND_RESETS, { eval: true, workerData: { port, done } });
    const exited = once(worker, 'exit');
    // As long as this waits, nothing is accepted.
    Atomics.wait(done, 0, 0);
    await fetch(`${scratch.base}/v1/notes`);
    await exited;
    while (accessLines().length < 1) await pause(10);
    expect(accessLines()).toMatchObject([{ status: 200, remoteAddress: '127.0.0.1' }]);
  });
});

/** As the line of a request has it that comes through a proxy. */
async function addressTold(server: ScratchApplication, forwardedFor: string): Promise<unknown> {
  const id = 'through-a-proxy';
  await fetch(`${server.base}/v1/notes`, {
    headers: { 'X-Forwarded-For': forwardedFor, 'X-Request-Id': id },
  });
  const line = () => logLines(server).find(({ msg, requestId }) => msg === 'request' && requestId === id);
  while (!line()) await pause(10);
  return line()?.remoteAddress;
}

describe('a service that stops', () => {
  test('does not wait for a connection on which nothing was ever sent', async () => {
    const stopping = await startScratchApplication();
    const socket = connectTo(stopping);
    await once(socket, 'connect');
    await Promise.all([stopping.app.close(), once(socket, 'close')]);
  });

  const NEXT = 'GET /v1/notes HTTP/1.1\r\nHost: a\r\n\r\n';

  /** Stops it in the midst of a request, then sends the rest; all that came back when the connection is closed. */
  async function stopWithin(rest: string): Promise<string> {
    const stopping = await startScratchApplication();
    const socket = connectTo(stopping);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.write(`${HEAD}Expect: 100-continue\r\n\r\n{"text"`);
    while (!answer.includes('100 Continue')) await pause(10);
    const closed = stopping.app.close();
    while (await isListening(stopping)) await pause(10);
    socket.write(`:"a"}${rest}`);
    await Promise.all([closed, once(socket, 'close')]);
    return answer;
  }

  test('ends connections that are kept alive, once their answer is given', async () => {
    expect(await stopWithin('')).toMatch(/HTTP\/1.1 200 .*connection: close.*{"id":"1","text":"a"}/is);
  });

  test('answers what is under way, and no more', async () => {
    const answer = await stopWithin(NEXT);
    expect(answer).toMatch(/HTTP\/1.1 200 .*{"id":"1","text":"a"}/s);
    expect(answer).not.toContain('note 0');
  });
});

async function isListening({ base }: ScratchApplication): Promise<boolean> {
  return fetch(base).then(
    () => true,
    () => false,
  );
}
