import { availableParallelism } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { EnvironmentError, readEnvironment } from './index.js';

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
      trustedProxies: ['loopback'],
      clockTolerance: 60_000,
      retention: 2_592_000_000,
      changeSignal: 'notify',
      longestWait: 60_000,
      metricsAddress: undefined,
      traceEndpoint: undefined,
      logLevel: 'info',
    });
  });

  it('sets everything, and may hold what is not ours', () => {
    const database = {
      DATABASE_URL: 'postgresql://user:p%2Fw@[::1]:5433/registry?sslmode=require',
      DATABASE_READ_URL: 'postgresql://user@replica/registry',
    };
    const times = { CLOCK_TOLERANCE: '2m', RETENTION: '90d', LONGEST_WAIT: '20' };
    const others = {
      HOST: '::',
      PORT: '0',
      WORKERS: '64',
      DATA_DIR: '/data',
      ADMIN_SECRET: SECRET,
      TRUSTED_PROXIES: '10.0.0.0/8, ::1,uniquelocal',
      CHANGE_SIGNAL: 'poll',
      METRICS_ADDRESS: '[::1]:9464',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example:4318',
      LOG_LEVEL: 'debug',
      EDITOR: 'ed',
    };
    expect(readEnvironment({ ...database, ...times, ...others })).toEqual({
      host: '::',
      port: 0,
      workers: 64,
      databaseUrl: database.DATABASE_URL,
      databaseReadUrl: database.DATABASE_READ_URL,
      dataDirectory: '/data',
      adminSecret: SECRET,
      trustedProxies: ['10.0.0.0/8', '::1', 'uniquelocal'],
      clockTolerance: 120_000,
      retention: 7_776_000_000,
      changeSignal: 'poll',
      longestWait: 20_000,
      metricsAddress: { host: '::1', port: 9464 },
      traceEndpoint: 'https://collector.example:4318',
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
      'TRUSTED_PROXIES',
      'CLOCK_TOLERANCE',
      'RETENTION',
      'CHANGE_SIGNAL',
      'LONGEST_WAIT',
      'METRICS_ADDRESS',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
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
    ['ADMIN_SECRET', ['short', 'x'.repeat(31), `${'x'.repeat(32)} x`, 'ä'.repeat(32), '='.repeat(32)]],
    [
      'TRUSTED_PROXIES',
      ['proxy.example', '10.0.0.0/0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0', 'loopback,', 'none,::1'],
    ],
    ['CLOCK_TOLERANCE', ['soon', '-1s', '1.5m']],
    ['RETENTION', ['1y', 'forever']],
    ['CHANGE_SIGNAL', ['listen', 'NOTIFY']],
    ['LONGEST_WAIT', ['long', '101s', '2m', '-1']],
    ['METRICS_ADDRESS', ['9464', '127.0.0.1', 'localhost:', ':9464', '::1:9464', 'h:65536', 'http://h:1']],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', ['collector:4318', 'grpc://collector', 'http://user:pw@collector']],
    ['LOG_LEVEL', ['loud', 'INFO']],
  ])('refuses a wrong %s', (name, values) => {
    for (const value of values)
      expect(refusal({ [name]: value })).toMatch(new RegExp(`^Settings: ${name} must be .*\\.$`));
  });

  it('may ask for a worker on each core', () => {
    expect(readEnvironment({ WORKERS: 'all' }).workers).toBe(availableParallelism());
  });

  it('may trust no proxy', () => {
    expect(readEnvironment({ TRUSTED_PROXIES: 'none' }).trustedProxies).toEqual([]);
  });

  it('refuses to forget sooner than clocks may differ', () => {
    const message = 'Settings: RETENTION must be longer than CLOCK_TOLERANCE.';
    expect(refusal({ RETENTION: '1m', CLOCK_TOLERANCE: '1m' })).toBe(message);
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
      RETENTION: 's3cret',
      LOG_LEVEL: 's3cret',
    };
    const message = refusal(wrong);
    for (const name of Object.keys(wrong)) expect(message).toContain(`${name} must be `);
    expect(message).not.toMatch(/s3cret|\n/);
  });
});
