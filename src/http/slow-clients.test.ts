import { once } from 'node:events';
import { connect as connectPlain, type Server, type Socket } from 'node:net';
import { connect as connectByTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  logLines,
  pause,
  type ScratchApplication,
  startScratchApplication,
} from './scratch-application.fixture.js';
import { makeCertificate } from './tls/certificates.fixture.js';
import type { TlsIdentity } from './tls/index.js';

/** In milliseconds: what is asserted is that they end, and not when. */
const SHORT = {
  headersTimeout: 300,
  requestTimeout: 600,
  connectionsCheckingInterval: 50,
  handshakeTimeout: 300,
  connectionTimeout: 600,
  keepAliveTimeout: 300,
};
const HEAD =
  'PUT /v1/notes/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n';

let identity: TlsIdentity;
let plain: ScratchApplication;
let secure: ScratchApplication;

beforeAll(async () => {
  identity = await makeCertificate();
  plain = await startScratchApplication({ limits: SHORT });
  secure = await startScratchApplication({ limits: SHORT, tls: identity });
});
afterAll(async () => {
  await plain.app.close();
  await secure.app.close();
});

async function openPlain({ base }: ScratchApplication): Promise<Socket> {
  const socket = connectPlain(Number(new URL(base).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
}

async function openSecure({ base }: ScratchApplication): Promise<Socket> {
  const { port, hostname: host } = new URL(base);
  const socket = connectByTls({ host, port: Number(port), ca: identity.certificate });
  await once(socket, 'secureConnect');
  return socket.on('error', () => undefined);
}

/** Sends the first bytes, then a little at a time; all that came back when the server has closed the connection. */
async function dripping(socket: Socket, first: string, drop: string): Promise<string> {
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.write(first);
  const drip = setInterval(() => socket.writable && socket.write(drop), 20);
  await closeOf(socket);
  clearInterval(drip);
  return answer;
}

/** However it ends: a server that closes may well say so by a reset. */
function closeOf(socket: Socket): Promise<undefined> {
  return new Promise((resolve) => socket.once('close', () => resolve(undefined)));
}

const IN_TIME = /^HTTP\/1\.1 408 .*problem:request-timeout/s;

describe.each([
  ['HTTP', () => plain, openPlain],
  ['TLS', () => secure, openSecure],
] as const)('By %s, a client is cut off', (_name, server, open) => {
  it('that opens a connection and sends nothing', async () => {
    expect(await dripping(await open(server()), '', '')).toMatch(IN_TIME);
  });

  it('that never ends its headers', async () => {
    const socket = await open(server());
    expect(await dripping(socket, 'GET /v1/notes HTTP/1.1\r\nHost: a\r\n', 'X: x\r\n')).toMatch(IN_TIME);
  });

  it('that never ends its body', async () => {
    expect(await dripping(await open(server()), `${HEAD}\r\n{"text":"`, 'x')).toMatch(IN_TIME);
  });

  it('that sends nothing after an answer', async () => {
    const answer = await dripping(await open(server()), 'GET /v1/notes HTTP/1.1\r\nHost: a\r\n\r\n', '');
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*"note 0"}]}$/s);
  });

  it('that does not read its answer', async () => {
    const socket = await open(server());
    while ((await connectionCount(server())) === 0) await pause(20);
    // More than the systems on both sides take in advance.
    socket.write('GET /v1/notes?limit=500000 HTTP/1.1\r\nHost: a\r\n\r\n');
    while ((await connectionCount(server())) > 0) await pause(20);
    expect(socket.closed).toBe(false);
    socket.destroy();
  });
});

describe('A handshake by TLS is cut off', () => {
  /** The beginning of a message that says it is 512 bytes long. */
  const CLIENT_HELLO = '\x16\x03\x01\x02\x00\x01';

  it.each([
    ['before its first byte', ''],
    ['within its first message', CLIENT_HELLO],
  ])('that stops %s', async (_name, first) => {
    expect(await dripping(await openPlain(secure), first, '')).toBe('');
    expect(logLines(secure)).toContainEqual(
      expect.objectContaining({ msg: 'not a TLS connection', code: 'ERR_TLS_HANDSHAKE_TIMEOUT' }),
    );
    secure.log.length = 0;
  });

  it('that comes byte by byte', async () => {
    expect(await dripping(await openPlain(secure), CLIENT_HELLO, '\x00')).toBe('');
  });
});

describe('Connections beyond the most that may be', () => {
  it.each([
    ['HTTP', (): TlsIdentity | undefined => undefined, openPlain],
    ['TLS', () => identity, openSecure],
  ] as const)('are closed, by %s, and those that are open go on', async (_name, tls, open) => {
    const small = await startScratchApplication({ maxConnections: 2, tls: tls() });
    const ask = async (socket: Socket): Promise<string> => {
      socket.write('GET /v1/notes HTTP/1.1\r\nHost: a\r\n\r\n');
      return String((await once(socket, 'data'))[0]);
    };
    const [first, second] = [await open(small), await open(small)];
    for (let n = 0; n < 3; n++) {
      const third = await openPlain(small);
      third.write('GET /v1/notes HTTP/1.1\r\nHost: a\r\n\r\n');
      expect(await dripping(third, '', '')).toBe('');
    }
    for (const socket of [first, second]) expect(await ask(socket)).toMatch(/^HTTP\/1\.1 200 /);
    const warnings = logLines(small).filter(({ level }) => level === 'warn');
    expect(warnings).toMatchObject([{ most: 2, msg: expect.stringContaining('MAX_CONNECTIONS') }]);
    first.destroy();
    let fourth: Socket | undefined;
    while (!fourth) {
      await pause(10);
      fourth = await takenIn(small, open);
    }
    expect(await ask(fourth)).toMatch(/^HTTP\/1\.1 200 /);
    for (const socket of [second, fourth]) socket.destroy();
    await small.app.close();
  });
});

function connectionCount({ app }: ScratchApplication): Promise<number> {
  const server = app.getHttpServer() as Server;
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
}

/** A connection that is answered, or nothing where it is closed. */
async function takenIn(
  server: ScratchApplication,
  open: (server: ScratchApplication) => Promise<Socket>,
): Promise<Socket | undefined> {
  try {
    const socket = await open(server);
    const closed = closeOf(socket);
    socket.write('GET /v1/notes HTTP/1.1\r\nHost: a\r\n\r\n');
    return await Promise.race([once(socket, 'data').then(() => socket), closed]);
  } catch {
    return undefined;
  }
}
