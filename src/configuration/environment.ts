import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { IsIn, IsOptional, IsString, Matches, ValidateBy, validateSync } from 'class-validator';
import {
  CHANGE_SIGNALS,
  type ChangeSignalKind,
  LOG_LEVELS,
  type Configuration,
  type LogLevel,
  type TlsFiles,
} from './configuration.js';
import { DATABASE_URL_RULE, isDatabaseUrl } from './database-url.js';
import { DURATION, parseDuration } from './duration.js';
import {
  COUNT_LIMIT_RULE,
  isCountLimit,
  isRateLimit,
  parseCountLimit,
  parseRateLimit,
  RATE_LIMIT_RULE,
} from './limits.js';
import { isNetworkList, NETWORK_LIST_RULE, parseNetworkList } from './network-list.js';
import { isProbeInterval, parseProbeInterval, PROBE_INTERVAL_RULE } from './probe-interval.js';
import { isProxyList, parseProxyList, PROXY_LIST_RULE } from './proxy-list.js';
import { areTokenKeys, parseTokenKeys, TOKEN_KEYS_RULE } from './token-keys.js';
import { isRegistryUrl, REGISTRY_URL_RULE } from './registry-url.js';
import { parseWorkerCount, WORKER_COUNT } from './worker-count.js';

const PORT = /^(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/;
const CONNECTION_COUNT = /^[1-9]\d{0,5}$/;
const DURATION_RULE = 'must be a duration: a number of seconds, or a number with s, m, h or d ("60s", "30d")';

/** Connections are given up after two minutes of silence (`CONNECTION_LIMITS`), and balancers' after less. */
const MOST_LONGEST_WAIT = parseDuration('100s');
const LONGEST_WAIT_RULE = 'must be a duration of 100s at most, as a number of seconds or with s or m ("30s")';

function isWait(text: unknown): boolean {
  return typeof text === 'string' && DURATION.test(text) && parseDuration(text) <= MOST_LONGEST_WAIT;
}

/** What fits into an `Authorization: Bearer` header as it is (RFC 6750), at a length that no one guesses. */
const ADMIN_SECRET = /^(?=.{32})[\w.~+/-]+=*$/;
const ADMIN_SECRET_RULE =
  'must be at least 32 letters, digits or characters of "-._~+/", and may end in "=" (make one: openssl rand -base64 32)';

/** The environment variables the service knows, with their defaults and rules. */
class EnvironmentVariables {
  @IsString()
  HOST = '127.0.0.1';

  @Matches(PORT, { message: 'must be a port number, 0 to 65535' })
  PORT = '3000';

  @Matches(WORKER_COUNT, { message: 'must be a whole number, 1 to 64, or all' })
  WORKERS = '1';

  @IsOptional()
  @ValidateBy(
    { name: 'isDatabaseUrl', validator: { validate: isDatabaseUrl } },
    { message: DATABASE_URL_RULE },
  )
  DATABASE_URL?: string;

  @IsOptional()
  @ValidateBy(
    { name: 'isDatabaseUrl', validator: { validate: isDatabaseUrl } },
    { message: DATABASE_URL_RULE },
  )
  DATABASE_READ_URL?: string;

  @IsString()
  DATA_DIR = './data';

  @IsOptional()
  @Matches(ADMIN_SECRET, { message: ADMIN_SECRET_RULE })
  ADMIN_SECRET?: string;

  @IsOptional()
  @ValidateBy({ name: 'areTokenKeys', validator: { validate: areTokenKeys } }, { message: TOKEN_KEYS_RULE })
  TOKEN_KEYS?: string;

  @IsOptional()
  @IsString()
  TLS_CERTIFICATE?: string;

  @IsOptional()
  @IsString()
  TLS_KEY?: string;

  @Matches(CONNECTION_COUNT, { message: 'must be a whole number, 1 to 999999' })
  MAX_CONNECTIONS = '10000';

  @ValidateBy({ name: 'isProxyList', validator: { validate: isProxyList } }, { message: PROXY_LIST_RULE })
  TRUSTED_PROXIES = 'loopback';

  @Matches(DURATION, { message: DURATION_RULE })
  CLOCK_TOLERANCE = '60s';

  @Matches(DURATION, { message: DURATION_RULE })
  RETENTION = '30d';

  @IsIn(CHANGE_SIGNALS, { message: `must be one of ${CHANGE_SIGNALS.join(', ')}` })
  CHANGE_SIGNAL = 'notify';

  @ValidateBy({ name: 'isWait', validator: { validate: isWait } }, { message: LONGEST_WAIT_RULE })
  LONGEST_WAIT = '60s';

  @ValidateBy({ name: 'isRateLimit', validator: { validate: isRateLimit } }, { message: RATE_LIMIT_RULE })
  REQUEST_LIMIT = '600/1m';

  @ValidateBy({ name: 'isRateLimit', validator: { validate: isRateLimit } }, { message: RATE_LIMIT_RULE })
  FAILED_LOGIN_LIMIT = '20/5m';

  @ValidateBy({ name: 'isRateLimit', validator: { validate: isRateLimit } }, { message: RATE_LIMIT_RULE })
  FAILED_LOGIN_LIMIT_PER_NAME = '50/5m';

  @ValidateBy({ name: 'isCountLimit', validator: { validate: isCountLimit } }, { message: COUNT_LIMIT_RULE })
  WAITING_POLL_LIMIT = '20';

  @ValidateBy(
    { name: 'isProbeInterval', validator: { validate: isProbeInterval } },
    { message: PROBE_INTERVAL_RULE },
  )
  ENDPOINT_PROBES = 'off';

  @IsOptional()
  @ValidateBy(
    { name: 'isNetworkList', validator: { validate: isNetworkList } },
    { message: NETWORK_LIST_RULE },
  )
  ENDPOINT_PROBES_ALLOW?: string;

  @IsIn(['true', 'false'], { message: 'must be true or false' })
  ENDPOINT_HEALTH_FOR_PARTNERS = 'false';

  @IsOptional()
  @ValidateBy(
    { name: 'isRegistryUrl', validator: { validate: isRegistryUrl } },
    { message: REGISTRY_URL_RULE },
  )
  REGISTRY_URL?: string;

  @IsIn(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')}` })
  LOG_LEVEL = 'info';
}

/** Names each variable that is wrong and its rule; never a value, since values may be secrets. */
export class EnvironmentError extends Error {}

/**
 * Reads the configuration from environment variables; an empty variable counts as not set.
 * @throws EnvironmentError naming every wrong variable at once.
 */
export function readEnvironment(environment: NodeJS.ProcessEnv): Configuration {
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  const variables = plainToInstance(EnvironmentVariables, Object.fromEntries(set), {
    exposeDefaultValues: true,
  });
  const wrong = validateSync(variables).map(
    ({ property, constraints }) => `${property} ${Object.values(constraints ?? {}).join('; ')}`,
  );
  if (wrong.length > 0) throw new EnvironmentError(`Settings: ${wrong.join('. ')}.`);
  const configuration = toConfiguration(variables);
  if (configuration.retention <= configuration.clockTolerance)
    throw new EnvironmentError('Settings: RETENTION must be longer than CLOCK_TOLERANCE.');
  if (configuration.databaseReadUrl !== undefined && configuration.databaseUrl === undefined)
    throw new EnvironmentError(
      'Settings: DATABASE_READ_URL must name a replica of DATABASE_URL, which is not set.',
    );
  if (configuration.databaseUrl !== undefined && configuration.tokenKeys === undefined)
    throw new EnvironmentError(`Settings: TOKEN_KEYS ${TOKEN_KEYS_NEEDED}`);
  return configuration;
}

const TOKEN_KEYS_NEEDED =
  'must be set where DATABASE_URL is, to encrypt access tokens with: <key ID>:<base64 of 32 bytes>, such as ' +
  'key-1:$(openssl rand -base64 32). Keep it: without it the tokens in the database are lost.';

/** Both or neither: one alone is a mistake, and must not pass for plain HTTP. */
function toTlsFiles({ TLS_CERTIFICATE, TLS_KEY }: EnvironmentVariables): TlsFiles | undefined {
  if (TLS_CERTIFICATE !== undefined && TLS_KEY !== undefined)
    return { certificateFile: TLS_CERTIFICATE, keyFile: TLS_KEY };
  if (TLS_CERTIFICATE !== undefined)
    throw new EnvironmentError('Settings: TLS_KEY must be set where TLS_CERTIFICATE is.');
  if (TLS_KEY !== undefined)
    throw new EnvironmentError('Settings: TLS_CERTIFICATE must be set where TLS_KEY is.');
  return undefined;
}

function toConfiguration(variables: EnvironmentVariables): Configuration {
  return {
    host: variables.HOST,
    port: Number(variables.PORT),
    workers: parseWorkerCount(variables.WORKERS),
    databaseUrl: variables.DATABASE_URL,
    databaseReadUrl: variables.DATABASE_READ_URL,
    dataDirectory: variables.DATA_DIR,
    adminSecret: variables.ADMIN_SECRET,
    tokenKeys: variables.TOKEN_KEYS === undefined ? undefined : parseTokenKeys(variables.TOKEN_KEYS),
    tls: toTlsFiles(variables),
    maxConnections: Number(variables.MAX_CONNECTIONS),
    trustedProxies: parseProxyList(variables.TRUSTED_PROXIES),
    clockTolerance: parseDuration(variables.CLOCK_TOLERANCE),
    retention: parseDuration(variables.RETENTION),
    changeSignal: variables.CHANGE_SIGNAL as ChangeSignalKind,
    longestWait: parseDuration(variables.LONGEST_WAIT),
    requestLimit: parseRateLimit(variables.REQUEST_LIMIT),
    failedLoginLimit: parseRateLimit(variables.FAILED_LOGIN_LIMIT),
    failedLoginLimitPerName: parseRateLimit(variables.FAILED_LOGIN_LIMIT_PER_NAME),
    waitingPollLimit: parseCountLimit(variables.WAITING_POLL_LIMIT),
    endpointProbes: parseProbeInterval(variables.ENDPOINT_PROBES),
    endpointProbesAllow: parseNetworkList(variables.ENDPOINT_PROBES_ALLOW),
    endpointHealthForPartners: variables.ENDPOINT_HEALTH_FOR_PARTNERS === 'true',
    registryUrl: variables.REGISTRY_URL,
    logLevel: variables.LOG_LEVEL as LogLevel,
  };
}
