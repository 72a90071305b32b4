const SECOND = 1_000;

/** What one connection may take of the service. Times are milliseconds, sizes bytes. */
export const CONNECTION_LIMITS = {
  /** From the first byte of a request to its last. */
  requestTimeout: 30 * SECOND,
  /** From the first byte of a request, or the beginning of a connection, to the end of the headers. */
  headersTimeout: 15 * SECOND,
  /** How often the two above are looked after; Node's own 30 s would double them. */
  connectionsCheckingInterval: 2 * SECOND,
  /** From the beginning of a connection by TLS until both sides have agreed on keys. */
  handshakeTimeout: 10 * SECOND,
  /** Silence on a connection with a request under way: longer than any answer may be held back. */
  connectionTimeout: 120 * SECOND,
  /** Silence between two requests: longer than the usual minute of balancers, which must be first to close. */
  keepAliveTimeout: 72 * SECOND,
  maxHeaderSize: 16 * 1024,
  /** Characters of one path parameter. */
  maxParamLength: 256,
} as const;

export type ConnectionLimits = Readonly<Record<keyof typeof CONNECTION_LIMITS, number>>;
