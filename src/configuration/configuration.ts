import type { ListeningAddress } from './listening-address.js';

/** Milliseconds that something lasts; a type of its own so that it cannot be taken for a moment. */
export type Duration = number & { readonly unit: 'milliseconds' };

/** How the service is set up: read once at the start, never from the environment elsewhere. */
export abstract class Configuration {
  /** Address to listen on. */
  abstract readonly host: string;
  /** TCP port to listen on; 0 takes a free one. */
  abstract readonly port: number;
  /** How many processes answer requests. */
  abstract readonly workers: number;
  /** The PostgreSQL server to use; without it the service starts one of its own under `dataDirectory`. */
  abstract readonly databaseUrl: string | undefined;
  /** A streaming replica that polls and snapshots may be read from; without it, all is read from the server above. */
  abstract readonly databaseReadUrl: string | undefined;
  /** Where the embedded PostgreSQL keeps its data. */
  abstract readonly dataDirectory: string;
  /** The clearing house's secret; without it one is made at the first start. */
  abstract readonly adminSecret: string | undefined;
  /** Which proxies are believed what they say of a request: addresses, networks, or names of such. */
  abstract readonly trustedProxies: readonly string[];
  /** How far a client's clock may be from the registry's. */
  abstract readonly clockTolerance: Duration;
  /** How long closed intervals are kept, that is, how old a `since` may be. */
  abstract readonly retention: Duration;
  /** How an instance learns of what others write. */
  abstract readonly changeSignal: ChangeSignalKind;
  /** How long a poll that waits may be held at most. */
  abstract readonly longestWait: Duration;
  /** Where the metrics are served to whoever can reach it; without it, the service serves them to staff. */
  abstract readonly metricsAddress: ListeningAddress | undefined;
  /** Where traces are sent by OTLP over HTTP; without it, none are made. */
  abstract readonly traceEndpoint: string | undefined;
  abstract readonly logLevel: LogLevel;
}

/** PostgreSQL's NOTIFY, or, for engines that speak its protocol and have none, a look at the clock row ten times a second. */
export const CHANGE_SIGNALS = ['notify', 'poll'] as const;
export type ChangeSignalKind = (typeof CHANGE_SIGNALS)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
