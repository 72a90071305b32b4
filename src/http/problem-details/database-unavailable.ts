/**
 * SQLSTATEs that may be gone when the caller tries again: connection lost (08), rolled back by a conflict (40),
 * out of resources (53), lock not available, statement timeout, server starting or stopping; and what only connecting
 * meets: credentials refused (28), no such database (3D), none that takes connections (55000).
 */
const PASSING_STATES = /^(08...|28...|3D...|40...|53...|55000|55P03|57014|57P0[1-5]|25P0[34])$/;
const NETWORK_CODES =
  /^(ECONN(REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** `pg` and TypeORM give these no code. */
const MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|Driver not Connected)/;
const NAMES =
  /^(CannotExecuteNotConnectedError|ConnectionIsNotSetError|CannotGetEntityManagerNotConnectedError|QueryRunnerAlreadyReleasedError|QueryRunnerProviderAlreadyReleasedError|TransactionNotStartedError)$/;

/**
 * Whether an error says that the database cannot answer now, rather than that something is wrong with us.
 * The same network codes come from callers that hang up: Fastify gives those errors a `statusCode`.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error) || 'statusCode' in error) return false;
  const { code, driverError, errors } = error as Error & {
    code?: unknown;
    driverError?: unknown;
    errors?: unknown;
  };
  const several: unknown[] = Array.isArray(errors) ? errors : [];
  return (
    (typeof code === 'string' && (PASSING_STATES.test(code) || NETWORK_CODES.test(code))) ||
    MESSAGES.test(error.message) ||
    NAMES.test(error.name) ||
    [driverError, ...several].some(isDatabaseUnavailable)
  );
}
