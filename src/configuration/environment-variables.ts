import 'reflect-metadata';
import { IsIn, IsOptional, IsString, Matches, ValidateBy } from 'class-validator';
import { parseUrl } from '../url/index.js';
import { CHANGE_SIGNALS, LOG_LEVELS } from './configuration.js';
import { DATABASE_URL_RULE, isDatabaseUrl } from './database-url.js';
import { DURATION, parseDuration } from './duration.js';
import { COUNT_LIMIT_RULE, isCountLimit, isRateLimit, RATE_LIMIT_RULE } from './limits.js';
import { isNetworkList, NETWORK_LIST_RULE } from './network-list.js';
import { isProbeInterval, PROBE_INTERVAL_RULE } from './probe-interval.js';
import { isListeningAddress, LISTENING_ADDRESS_RULE } from './listening-address.js';
import { isProxyList, PROXY_LIST_RULE } from './proxy-list.js';
import { areTokenKeys, TOKEN_KEYS_RULE } from './token-keys.js';
import { isRegistryUrl, REGISTRY_URL_RULE } from './registry-url.js';
import { WORKER_COUNT } from './worker-count.js';

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

const ENDPOINT_RULE = 'must be a URL such as http://127.0.0.1:4318, without user and password';

function isEndpoint(text: unknown): boolean {
  const url = typeof text === 'string' && /^https?:\/\//.test(text) ? parseUrl(text) : undefined;
  return url !== undefined && url.username + url.password === '';
}

/** The environment variables the service knows, with their defaults and rules. */
export class EnvironmentVariables {
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

  @IsOptional()
  @ValidateBy(
    { name: 'isListeningAddress', validator: { validate: isListeningAddress } },
    { message: LISTENING_ADDRESS_RULE },
  )
  METRICS_ADDRESS?: string;

  /** OpenTelemetry's own name; its other variables are read by its libraries. */
  @IsOptional()
  @ValidateBy({ name: 'isEndpoint', validator: { validate: isEndpoint } }, { message: ENDPOINT_RULE })
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  @IsIn(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')}` })
  LOG_LEVEL = 'info';
}
