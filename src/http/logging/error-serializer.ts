/** An error as it is logged. */
export interface LoggedError {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  /** The frames only: the line that V8 puts before them repeats the message. */
  readonly stack: string;
}

/** PostgreSQL quotes the value itself in errors of this class, "data exception". */
const DATA_EXCEPTION = /^22...$/;

/**
 * Takes nothing but these four from an error: database errors also carry the query and its parameters, and
 * those hold tokens and digests.
 */
export function serializeError(error: unknown): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something other than an error was thrown', stack: '' };
  const { code } = error as Error & { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    message: withoutValues(error.message, code),
    stack: stackFrames(error.stack ?? ''),
  };
}

function withoutValues(message: string, code: unknown): string {
  return typeof code === 'string' && DATA_EXCEPTION.test(code) ? message.replace(/".*"/s, '"…"') : message;
}

/** The lines of a stack that name a place in the code. */
export function stackFrames(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
