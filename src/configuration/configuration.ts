import type { TokenKey } from './token-keys.js';

/** Milliseconds that something lasts; a type of its own so that it cannot be taken for a moment. */
export type Duration = number & { readonly unit: 'milliseconds' };

/** So many of something within a stretch of time. */
export interface RateLimit {
  readonly most: number;
  /** Windows follow each other without a gap, from the Unix epoch on: at all instances they are the same. */
  readonly window: Duration;
}

/** Where the files are with which the service speaks TLS; both in PEM. */
export interface TlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

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
  /** What access tokens are encrypted with: the first key encrypts, all decrypt. Undefined: those of the data directory. */
  abstract readonly tokenKeys: readonly TokenKey[] | undefined;
  /** With these the service speaks TLS itself; without, plain HTTP. */
  abstract readonly tls: TlsFiles | undefined;
  /** How many connections an instance holds open at most. */
  abstract readonly maxConnections: number;
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
  /** How many requests a credential may make; undefined: any number. */
  abstract readonly requestLimit: RateLimit | undefined;
  /** How many logins may fail from one address; undefined: any number. */
  abstract readonly failedLoginLimit: RateLimit | undefined;
  /** How many logins may fail for one name, from wherever, before those are refused who have had a part in it. */
  abstract readonly failedLoginLimitPerName: RateLimit | undefined;
  /** How many polls that wait, and streams, a partner may have at once; undefined: any number. */
  abstract readonly waitingPollLimit: number | undefined;
  /** How often each published endpoint is probed; undefined where none is. */
  abstract readonly endpointProbes: Duration | undefined;
  /** Networks that probes may reach although they are no public ones, as `10.0.0.0/8`. */
  abstract readonly endpointProbesAllow: readonly string[];
  /** Whether partners see what probes found of the endpoints that they may see. */
  abstract readonly endpointHealthForPartners: boolean;
  /** Where commands find the running registry; without it, on this machine at `port`. */
  abstract readonly registryUrl: string | undefined;
  abstract readonly logLevel: LogLevel;
}

/** PostgreSQL's NOTIFY, or, for engines that speak its protocol and have none, a look at the clock row ten times a second. */
export const CHANGE_SIGNALS = ['notify', 'poll'] as const;
export type ChangeSignalKind = (typeof CHANGE_SIGNALS)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
