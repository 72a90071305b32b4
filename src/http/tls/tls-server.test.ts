import { once } from 'node:events';
import { get } from 'node:https';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import {
  connectTo,
  logLines,
  pause,
  type ScratchApplication,
  startScratchApplication,
} from '../scratch-application.fixture.js';
import { makeCertificate, RSA_2048 } from './certificates.fixture.js';
import { renewTls, type TlsIdentity } from './index.js';

let identity: TlsIdentity;
let scratch: ScratchApplication;

beforeAll(async () => {
  identity = await makeCertificate({ algorithm: RSA_2048 });
  scratch = await startScratchApplication({ tls: identity });
});
afterAll(() => scratch.app.close());

/** A connection by TLS on which both sides have agreed; rejects where they do not. */
async function handshake(options: ConnectionOptions = {}, to = scratch): Promise<TLSSocket> {
  const { hostname: host, port } = new URL(to.base);
  const socket = connect({ host, port: Number(port), ca: identity.certificate, ...options });
  await once(socket, 'secureConnect');
  return socket.on('error', () => undefined);
}

function ask(path: string, ca = identity.certificate): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const question = get(scratch.base + path, { ca, agent: false }, (answer) => {
      let body = '';
      answer
        .on('data', (chunk) => (body += chunk))
        .on('end', () => resolve({ status: answer.statusCode, body }));
    });
    question.on('error', reject);
  });
}

describe('a server with a certificate', () => {
  it('answers by HTTPS, to those who believe the certificate', async () => {
    expect(scratch.base).toMatch(/^https:/);
    expect(await ask('/v1/notes')).toEqual({ status: 200, body: '{"items":[{"text":"note 0"}]}' });
    const { certificate: another } = await makeCertificate();
    await expect(ask('/v1/notes', another)).rejects.toThrow('self-signed certificate');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks HTTP/1.1 by %s', async (version) => {
    const socket = await handshake({
      minVersion: version,
      maxVersion: version,
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    expect([socket.getProtocol(), socket.alpnProtocol]).toEqual([version, 'http/1.1']);
    socket.destroy();
  });

  it('speaks no version before', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(handshake(old)).rejects.toThrow(/protocol version/);
  });

  it.each(['AES128-GCM-SHA256', 'ECDHE-RSA-AES128-SHA256', 'ECDHE-RSA-AES256-SHA384', 'AES256-SHA'])(
    'has no cipher without forward secrecy or without authentication, such as %s',
    async (ciphers) => {
      await expect(handshake({ maxVersion: 'TLSv1.2', ciphers })).rejects.toThrow(/handshake failure/);
    },
  );

  it('tells nothing to those who speak plain HTTP, and goes on', async () => {
    const socket = connectTo(scratch).on('error', () => undefined);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.write('GET /v1/notes HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'close');
    expect(answer).toBe('');
    expect(logLines(scratch)).toContainEqual(
      expect.objectContaining({ level: 'info', msg: 'not a TLS connection', code: 'ERR_SSL_HTTP_REQUEST' }),
    );
    expect((await ask('/v1/notes')).status).toBe(200);
  });

  it('answers bytes that are no request, as it does without TLS', async () => {
    const socket = await handshake();
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.write('nonsense\r\n\r\n');
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1.1 400 .*problem:malformed-request/s);
  });
});

describe('a certificate that is renewed', () => {
  const shownTo = (socket: TLSSocket) => socket.getPeerX509Certificate()?.toString();

  it('is shown to new connections, and those of before go on', async () => {
    const before = await handshake();
    const next = await makeCertificate({ algorithm: RSA_2048 });
    renewTls(scratch.app.getHttpServer(), next);
    const after = await handshake({ ca: next.certificate });
    expect([shownTo(before), shownTo(after)]).toEqual([identity.certificate, next.certificate].map(normal));
    await expect(handshake()).rejects.toThrow('self-signed certificate');
    before.write('GET /v1/notes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const [answer] = await once(before, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 200 /);
    after.destroy();
    renewTls(scratch.app.getHttpServer(), identity);
  });

  it('leaves everything else as it is', async () => {
    renewTls(scratch.app.getHttpServer(), identity);
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(handshake(old)).rejects.toThrow(/protocol version/);
    const weak = { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' } as const;
    await expect(handshake(weak)).rejects.toThrow(/handshake failure/);
    const socket = await handshake({ ALPNProtocols: ['h2', 'http/1.1'] });
    expect(socket.alpnProtocol).toBe('http/1.1');
    socket.destroy();
  });

  it('is refused by a server that speaks plain HTTP', async () => {
    const plain = await startScratchApplication();
    expect(() => renewTls(plain.app.getHttpServer(), identity)).toThrow('does not speak TLS');
    await plain.app.close();
  });
});

test('a server that stops does not wait for connections on which nothing was said, by TLS either', async () => {
  const stopping = await startScratchApplication({ tls: identity });
  const [agreed, silent] = [await handshake({}, stopping), connectTo(stopping)];
  await once(silent, 'connect');
  await pause();
  await Promise.all([stopping.app.close(), once(agreed, 'close'), once(silent, 'close')]);
});

/** PEM as Node writes it. */
function normal(pem: string): string {
  return `${pem.trim()}\n`;
}
