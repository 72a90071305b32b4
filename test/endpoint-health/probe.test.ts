import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permittedAddresses, probe } from '../../src/endpoint-health/probe/index.js';
import { Authority, selfSigned } from './certificates.js';
import { NameServer } from './name-server.js';
import { PartnerServer } from './partner-server.js';

/** Milliseconds: for what answers, and for what never does. Nothing rests on how long either is. */
const PATIENT = 10_000;
const IMPATIENT = 400;

let authority: Authority;
let names: NameServer;
const servers: PartnerServer[] = [];

beforeAll(async () => {
  authority = await Authority.found('trusted');
  names = await NameServer.start({
    'cms.test': () => ['127.0.0.1'],
    'six.test': () => ['::1'],
    'both.test': () => ['93.184.216.34', '127.0.0.1'],
    'mapped.test': () => ['::ffff:127.0.0.1'],
    'silent.test': () => [],
    'turning.test': (count) => [count === 1 ? '127.0.0.1' : '127.0.0.2'],
  });
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await names.stop();
});

async function running(starting: Promise<PartnerServer>): Promise<PartnerServer> {
  const server = await starting;
  servers.push(server);
  return server;
}

const good = async (answer?: Parameters<typeof PartnerServer.https>[1]) =>
  running(PartnerServer.https(await authority.issue(), answer));

function look(url: string, { allow = ['127.0.0.1', '::1'], longest = PATIENT } = {}) {
  const issuers = authority.certificate;
  return probe(url, { mayReach: permittedAddresses(allow), issuers, nameServers: [names.address], longest });
}

describe('A probe of a server that is as it should be', () => {
  it('finds it, tells until when its certificate is valid, and takes any status', async () => {
    const { port } = await running(PartnerServer.https(await authority.issue({ until: 40 })));
    const { outcome, certificateExpiresAt } = await look(`https://cms.test:${port}/direct`);
    expect(outcome).toBe('answered');
    const days = (certificateExpiresAt!.getTime() - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(40);
  });

  it('finds it by its address, too', async () => {
    const { port } = await good();
    expect(await look(`https://127.0.0.1:${port}/`)).toMatchObject({ outcome: 'answered' });
  });

  it('finds it by IPv6', async () => {
    const six = await running(
      PartnerServer.https(await authority.issue({ names: ['six.test', '::1'] }), undefined, '::1'),
    );
    for (const host of ['six.test', '[::1]'])
      expect(await look(`https://${host}:${six.port}/`)).toMatchObject({ outcome: 'answered' });
    expect(six.received.map(({ headers }) => headers.host)).toEqual([
      `six.test:${six.port}`,
      `[::1]:${six.port}`,
    ]);
  });

  it('asks once, by HEAD, for the very path, and shows nothing that would let it in', async () => {
    const server = await good();
    await look(`https://cms.test:${server.port}/direct?version=1`);
    expect(server.received).toEqual([
      {
        method: 'HEAD',
        url: '/direct?version=1',
        headers: {
          host: `cms.test:${server.port}`,
          'user-agent': expect.stringMatching(/^ochp-direct-registry\/[\d.]+ \(endpoint probe\)$/),
          connection: 'close',
        },
      },
    ]);
  });

  it('does not follow where it is sent', async () => {
    const elsewhere = await good();
    const location = `https://cms.test:${elsewhere.port}/elsewhere`;
    const redirecting = await good((_request, response) => response.writeHead(302, { location }).end());
    expect(await look(`https://cms.test:${redirecting.port}/`)).toMatchObject({ outcome: 'answered' });
    expect([redirecting.received.length, elsewhere.connections]).toEqual([1, 0]);
  });
});

describe('A certificate', () => {
  const presenting = async (certificate: { key: string; cert: string }) => {
    const server = await running(PartnerServer.https(certificate));
    const finding = await look(`https://cms.test:${server.port}/`);
    expect(server.received).toEqual([]);
    return finding;
  };

  it('that ran out is told from others, with when that was', async () => {
    const { outcome, certificateExpiresAt } = await presenting(
      await authority.issue({ from: -9, until: -2 }),
    );
    expect(outcome).toBe('certificate-expired');
    expect(Math.round((Date.now() - certificateExpiresAt!.getTime()) / 86_400_000)).toBe(2);
  });

  it.each([
    ['is not valid yet', () => authority.issue({ from: 1 }), 'certificate-not-yet-valid'],
    ['is of another host', () => authority.issue({ names: ['other.test'] }), 'certificate-wrong-name'],
    ['signed itself', () => selfSigned(), 'certificate-self-signed'],
    [
      'comes from somebody unknown',
      async () => (await Authority.found('unknown')).issue(),
      'certificate-unknown-issuer',
    ],
  ])('that %s does not hold, and nothing is asked there', async (_, make, outcome) => {
    const finding = await presenting(await make());
    expect(finding).toEqual({ outcome, certificateExpiresAt: expect.any(Date) });
  });

  it('of another address does not hold', async () => {
    const { port } = await running(PartnerServer.https(await authority.issue({ names: ['cms.test'] })));
    expect(await look(`https://127.0.0.1:${port}/`)).toMatchObject({ outcome: 'certificate-wrong-name' });
  });
});

describe('What is no TLS server', () => {
  it('speaks plain HTTP', async () => {
    const { port } = await running(PartnerServer.http());
    expect(await look(`https://cms.test:${port}/`)).toEqual({ outcome: 'tls-failed' });
  });

  it('speaks TLS that is too old', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const { port } = await running(PartnerServer.https({ ...(await authority.issue()), ...old }));
    expect(await look(`https://cms.test:${port}/`)).toEqual({ outcome: 'tls-failed' });
  });

  it('is not there', async () => {
    const server = await PartnerServer.silent();
    const { port } = server;
    await server.stop();
    expect(await look(`https://cms.test:${port}/`)).toEqual({ outcome: 'connection-refused' });
  });

  it('never shakes hands, and is let go', async () => {
    const server = await running(PartnerServer.silent());
    const finding = await look(`https://cms.test:${server.port}/`, { longest: IMPATIENT });
    expect([finding, server.connections]).toEqual([{ outcome: 'timed-out' }, 1]);
    await server.deserted();
  });
});

describe('What is no HTTP server', () => {
  const speaking = async (speak: Parameters<typeof PartnerServer.tls>[1], longest = PATIENT) => {
    const server = await running(PartnerServer.tls(await authority.issue(), speak));
    const finding = await look(`https://cms.test:${server.port}/`, { longest });
    // Whatever it would go on to say, nobody listens.
    await server.deserted();
    return finding;
  };
  /** Writes the same again as fast as it is taken. */
  const endlessly = (text: string) => (socket: TLSSocket) => {
    const write = () => {
      while (!socket.destroyed && socket.write(text));
    };
    socket.on('drain', write);
    write();
  };

  it('never answers', async () => {
    expect(await speaking(() => {}, IMPATIENT)).toEqual({
      outcome: 'timed-out',
      certificateExpiresAt: expect.any(Date),
    });
  });

  it.each([
    ['speaks something else', (socket: TLSSocket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')],
    ['hangs up', (socket: TLSSocket) => socket.end()],
    [
      'has headers without end',
      (socket: TLSSocket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        endlessly(`X-More: ${'x'.repeat(1_000)}\r\n`)(socket);
      },
    ],
  ])('%s', async (_, speak) => {
    expect(await speaking(speak)).toEqual({
      outcome: 'no-http-answer',
      certificateExpiresAt: expect.any(Date),
    });
  });

  it('says that it goes on, and never does', async () => {
    const { outcome } = await speaking(endlessly('HTTP/1.1 100 Continue\r\n\r\n'), IMPATIENT);
    expect(outcome).toBe('timed-out');
  });

  it('has a body without end, which nobody reads', async () => {
    const { outcome } = await speaking((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      endlessly(`3e8\r\n${'x'.repeat(1_000)}\r\n`)(socket);
    });
    expect(outcome).toBe('answered');
  });
});

describe('An address that is not public', () => {
  const LOCAL = ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433', '0.0.0.0'];

  it.each(['cms.test', 'both.test', 'six.test', 'mapped.test', ...LOCAL])(
    'gets no packet unless it is allowed: %s',
    async (host) => {
      const server = await good();
      const finding = await look(`https://${host}:${server.port}/`, { allow: ['10.0.0.0/8'] });
      expect([finding, server.connections]).toEqual([{ outcome: 'address-not-permitted' }, 0]);
    },
  );

  it('is reached where its network is allowed, also as a mapped one', async () => {
    const { port } = await good();
    for (const host of ['cms.test', '127.0.0.1', '0x7f.1'])
      expect(await look(`https://${host}:${port}/`, { allow: ['127.0.0.0/8'] })).toMatchObject({
        outcome: 'answered',
      });
  });

  it('is not slipped in once the name has been looked at', async () => {
    const options = await authority.issue({ names: ['turning.test'] });
    const server = await running(PartnerServer.https(options));
    const finding = await look(`https://turning.test:${server.port}/`);
    expect([finding.outcome, server.connections, names.questions('turning.test')]).toEqual([
      'answered',
      1,
      1,
    ]);
  });
});

describe('A name', () => {
  it('that does not exist is not resolved, whatever the system would say of it', async () => {
    for (const host of ['nowhere.test', 'localhost'])
      expect(await look(`https://${host}/`)).toEqual({ outcome: 'name-not-resolved' });
  });

  it('of which nobody knows anything costs the time of a probe', async () => {
    expect(await look('https://silent.test/', { longest: IMPATIENT })).toEqual({ outcome: 'timed-out' });
  });

  it.each(['https://cms.test:99999/', 'https://%zz/', 'https://1.2.3.999/'])(
    'must be one: %s',
    async (url) => {
      expect(await look(url)).toEqual({ outcome: 'url-unusable' });
    },
  );
});

it('A probe that nobody waits for any more ends at once', async () => {
  const server = await running(PartnerServer.silent());
  const over = new AbortController();
  const rules = { mayReach: permittedAddresses(['127.0.0.1']), longest: 2 ** 30, over: over.signal };
  const ending = probe(`https://127.0.0.1:${server.port}/`, rules);
  over.abort();
  expect(await ending).toEqual({ outcome: 'timed-out' });
});
