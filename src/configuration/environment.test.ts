import { availableParallelism } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { EnvironmentError, readEnvironment } from './index.js';

const KEYS = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)].map((bytes) => bytes.toString('base64')) as [
  string,
  string,
];
const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ/c2Vj+A==';

/** What is said of an environment that is refused. */
function refusal(environment: NodeJS.ProcessEnv): string {
  try {
    readEnvironment(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError);
    return (error as Error).message;
  }
  throw new Error('It was accepted.');
}

describe('The environment', () => {
  it('may be empty', () => {
    expect(readEnvironment({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      workers: 1,
      databaseUrl: undefined,
      databaseReadUrl: undefined,
      dataDirectory: './data',
      adminSecret: undefined,
      tokenKeys: undefined,
      tls: undefined,
      maxConnections: 10_000,
      trustedProxies: ['loopback'],
      clockTolerance: 60_000,
      retention: 2_592_000_000,
      changeSignal: 'notify',
      longestWait: 60_000,
      requestLimit: { most: 600, window: 60_000 },
      failedLoginLimit: { most: 20, window: 300_000 },
      failedLoginLimitPerName: { most: 50, window: 300_000 },
      waitingPollLimit: 20,
      endpointProbes: undefined,
      endpointProbesAllow: [],
      endpointHealthForPartners: false,
      logLevel: 'info',
    });
  });

  it('sets everything, and may hold what is not ours', () => {
    const database = {
      DATABASE_URL: 'postgresql://user:p%2Fw@[::1]:5433/registry?sslmode=require',
      DATABASE_READ_URL: 'postgresql://user@replica/registry',
    };
    const times = { CLOCK_TOLERANCE: '2m', RETENTION: '90d', LONGEST_WAIT: '20' };
    const limits = {
      REQUEST_LIMIT: '1/1',
      FAILED_LOGIN_LIMIT: '999999999/1d',
      FAILED_LOGIN_LIMIT_PER_NAME: '100/24h',
      WAITING_POLL_LIMIT: '999999999',
    };
    const others = {
      HOST: '::',
      PORT: '0',
      WORKERS: '64',
      DATA_DIR: '/data',
      ADMIN_SECRET: SECRET,
      TOKEN_KEYS: `new:${KEYS[0]}, old-1:${KEYS[1]}`,
      TLS_CERTIFICATE: '/tls/registry.pem',
      TLS_KEY: '/tls/registry.key',
      MAX_CONNECTIONS: '999999',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1,uniquelocal',
      CHANGE_SIGNAL: 'poll',
      ENDPOINT_PROBES: '15m',
      ENDPOINT_PROBES_ALLOW: '10.20.0.0/16, fd00:1::/32,127.0.0.1',
      ENDPOINT_HEALTH_FOR_PARTNERS: 'true',
      LOG_LEVEL: 'debug',
      EDITOR: 'ed',
    };
    expect(readEnvironment({ ...database, ...times, ...limits, ...others })).toEqual({
      host: '::',
      port: 0,
      workers: 64,
      databaseUrl: database.DATABASE_URL,
      databaseReadUrl: database.DATABASE_READ_URL,
      dataDirectory: '/data',
      adminSecret: SECRET,
      tokenKeys: expect.any(Array),
      tls: { certificateFile: '/tls/registry.pem', keyFile: '/tls/registry.key' },
      maxConnections: 999_999,
      trustedProxies: ['10.0.0.0/8', '::1', 'uniquelocal'],
      clockTolerance: 120_000,
      retention: 7_776_000_000,
      changeSignal: 'poll',
      longestWait: 20_000,
      requestLimit: { most: 1, window: 1_000 },
      failedLoginLimit: { most: 999_999_999, window: 86_400_000 },
      failedLoginLimitPerName: { most: 100, window: 86_400_000 },
      waitingPollLimit: 999_999_999,
      endpointProbes: 900_000,
      endpointProbesAllow: ['10.20.0.0/16', 'fd00:1::/32', '127.0.0.1'],
      endpointHealthForPartners: true,
      logLevel: 'debug',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const names = [
      'HOST',
      'PORT',
      'WORKERS',
      'DATABASE_URL',
      'DATABASE_READ_URL',
      'DATA_DIR',
      'ADMIN_SECRET',
      'TOKEN_KEYS',
      'TLS_CERTIFICATE',
      'TLS_KEY',
      'MAX_CONNECTIONS',
      'TRUSTED_PROXIES',
      'CLOCK_TOLERANCE',
      'RETENTION',
      'CHANGE_SIGNAL',
      'LONGEST_WAIT',
      'REQUEST_LIMIT',
      'FAILED_LOGIN_LIMIT',
      'FAILED_LOGIN_LIMIT_PER_NAME',
      'WAITING_POLL_LIMIT',
      'ENDPOINT_PROBES',
      'ENDPOINT_PROBES_ALLOW',
      'ENDPOINT_HEALTH_FOR_PARTNERS',
      'LOG_LEVEL',
    ];
    expect(readEnvironment(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readEnvironment({}));
  });

  it.each([
    ['PORT', ['-1', '65536', '80.0', '0x50', 'http', ' 80', '99999']],
    ['WORKERS', ['0', '-1', '1.5', '01', '65', '100', 'abc', 'ALL', '2 ']],
    [
      'DATABASE_URL',
      ['mysql://h/d', 'postgres', 'postgres://u:a/b@h/d', 'postgres://u:a#b@h/d', 'postgres://u:%@h/d'],
    ],
    ['DATABASE_READ_URL', ['mysql://h/d', 'replica']],
    ['MAX_CONNECTIONS', ['0', '-1', '1.5', '01', '1000000', 'many']],
    ['ADMIN_SECRET', ['short', 'x'.repeat(31), `${'x'.repeat(32)} x`, 'ä'.repeat(32), '='.repeat(32)]],
    [
      'TOKEN_KEYS',
      [
        KEYS[0],
        `:${KEYS[0]}`,
        `Key:${KEYS[0]}`,
        `${'k'.repeat(33)}:${KEYS[0]}`,
        `a:${KEYS[0].slice(4)}`,
        `a:${KEYS[0].replace('=', '')}`,
        `a:${Buffer.alloc(33).toString('base64')}`,
        `a:${KEYS[0]},`,
        `a:${KEYS[0]},a:${KEYS[1]}`,
        Array.from({ length: 11 }, (_, id) => `${id}:${KEYS[0]}`).join(','),
      ],
    ],
    [
      'TRUSTED_PROXIES',
      ['proxy.example', '10.0.0.0/0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0', 'loopback,', 'none,::1'],
    ],
    ['CLOCK_TOLERANCE', ['soon', '-1s', '1.5m']],
    ['RETENTION', ['1y', 'forever']],
    ['CHANGE_SIGNAL', ['listen', 'NOTIFY']],
    ['LONGEST_WAIT', ['long', '101s', '2m', '-1']],
    [
      'REQUEST_LIMIT',
      ['600', '0/1m', '-1/1m', '600/0', '600/2d', '600/1m/1m', '1e3/1m', '600 / 1m', 'none', 'OFF'],
    ],
    ['FAILED_LOGIN_LIMIT', ['20/soon', '/5m', '20/', '1000000000/1m']],
    ['FAILED_LOGIN_LIMIT_PER_NAME', ['50/5m ', '1.5/5m']],
    ['WAITING_POLL_LIMIT', ['0', '-1', '20/1m', '01', '1000000000', 'many']],
    ['ENDPOINT_PROBES', ['on', '0', '59s', '8d', '15 m', 'OFF']],
    [
      'ENDPOINT_PROBES_ALLOW',
      ['loopback', '10.0.0.0/33', '10.0.0/8', 'fd00::/129', '10.0.0.0/8,', 'fe80::1%eth0', '1.2.3.4/8/8'],
    ],
    ['ENDPOINT_HEALTH_FOR_PARTNERS', ['yes', '1', 'TRUE']],
    ['LOG_LEVEL', ['loud', 'INFO']],
  ])('refuses a wrong %s', (name, values) => {
    for (const value of values)
      expect(refusal({ [name]: value })).toMatch(new RegExp(`^Settings: ${name} must be .*\\.$`));
  });

  it('takes the keys of access tokens in their order', () => {
    const { tokenKeys } = readEnvironment({ TOKEN_KEYS: `new:${KEYS[0]}, old-1:${KEYS[1]}` });
    const read = tokenKeys?.map(({ id, secret }) => [id, secret.export().toString('base64')]);
    expect(read).toEqual([
      ['new', KEYS[0]],
      ['old-1', KEYS[1]],
    ]);
  });

  it('must have a key where it has a database, and says how to make one', () => {
    expect(refusal({ DATABASE_URL: 'postgresql://server/registry' })).toMatch(
      /^Settings: TOKEN_KEYS must be set where DATABASE_URL is.*\$\(openssl rand -base64 32\)/,
    );
  });

  it('may ask for a worker on each core', () => {
    expect(readEnvironment({ WORKERS: 'all' }).workers).toBe(availableParallelism());
  });

  it('may trust no proxy', () => {
    expect(readEnvironment({ TRUSTED_PROXIES: 'none' }).trustedProxies).toEqual([]);
  });

  it('may set no limits', () => {
    const off = {
      REQUEST_LIMIT: 'off',
      FAILED_LOGIN_LIMIT: 'off',
      FAILED_LOGIN_LIMIT_PER_NAME: 'off',
      WAITING_POLL_LIMIT: 'off',
    };
    const { requestLimit, failedLoginLimit, failedLoginLimitPerName, waitingPollLimit } =
      readEnvironment(off);
    const limits = [requestLimit, failedLoginLimit, failedLoginLimitPerName, waitingPollLimit];
    expect(limits).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('refuses to forget sooner than clocks may differ', () => {
    const message = 'Settings: RETENTION must be longer than CLOCK_TOLERANCE.';
    expect(refusal({ RETENTION: '1m', CLOCK_TOLERANCE: '1m' })).toBe(message);
  });

  it('refuses a certificate without its key, and the other way round', () => {
    const file = '/tls/s3cret.pem';
    expect(refusal({ TLS_CERTIFICATE: file })).toBe(
      'Settings: TLS_KEY must be set where TLS_CERTIFICATE is.',
    );
    expect(refusal({ TLS_KEY: file, TLS_CERTIFICATE: '' })).toBe(
      'Settings: TLS_CERTIFICATE must be set where TLS_KEY is.',
    );
  });

  it('refuses a replica of nothing', () => {
    const message = 'Settings: DATABASE_READ_URL must name a replica of DATABASE_URL, which is not set.';
    expect(refusal({ DATABASE_READ_URL: 'postgresql://replica/registry' })).toBe(message);
  });

  it('names all that is wrong in one line, and no value', () => {
    const wrong = {
      PORT: 's3cret',
      DATABASE_URL: 's3cret',
      ADMIN_SECRET: 's3cret',
      TOKEN_KEYS: 's3cret',
      RETENTION: 's3cret',
      LOG_LEVEL: 's3cret',
    };
    const message = refusal(wrong);
    for (const name of Object.keys(wrong)) expect(message).toContain(`${name} must be `);
    expect(message).not.toMatch(/s3cret|\n/);
  });
});
