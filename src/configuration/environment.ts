import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ChangeSignalKind, Configuration, LogLevel, TlsFiles } from './configuration.js';
import { parseDuration } from './duration.js';
import { parseCountLimit, parseRateLimit } from './limits.js';
import { parseNetworkList } from './network-list.js';
import { parseProbeInterval } from './probe-interval.js';
import { parseListeningAddress } from './listening-address.js';
import { parseProxyList } from './proxy-list.js';
import { parseTokenKeys } from './token-keys.js';
import { parseWorkerCount } from './worker-count.js';
import { EnvironmentVariables } from './environment-variables.js';

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
  return configuration;
}

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
    metricsAddress:
      variables.METRICS_ADDRESS === undefined ? undefined : parseListeningAddress(variables.METRICS_ADDRESS),
    traceEndpoint: variables.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: variables.LOG_LEVEL as LogLevel,
  };
}

/**
 * For whatever reads or writes access tokens: a database that is given has no key of its own beside it.
 * @throws EnvironmentError
 */
export function requireTokenKeys({ databaseUrl, tokenKeys }: Configuration): void {
  if (databaseUrl !== undefined && tokenKeys === undefined)
    throw new EnvironmentError(`Settings: TOKEN_KEYS ${TOKEN_KEYS_NEEDED}`);
}

const TOKEN_KEYS_NEEDED =
  'must be set where DATABASE_URL is, to encrypt access tokens with: <key ID>:<base64 of 32 bytes>, such as ' +
  'key-1:$(openssl rand -base64 32). Keep it: without it the tokens in the database are lost.';
