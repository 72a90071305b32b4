import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ServerAccount } from './server-account.js';

// eslint-disable-next-line no-restricted-properties -- what the system's programs need, and no setting of the service
const { PATH = '/usr/sbin:/usr/bin:/sbin:/bin', SystemRoot } = process.env;

/**
 * The whole environment of the programs started here: a fixed language, since messages are read; no `PG…`
 * variable of the user's.
 */
export const PROGRAM_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
  // Windows programs do not load without it.
  ...(SystemRoot !== undefined && { SystemRoot }),
};

/** The root directory, so that a current directory closed to the server's user does no harm. */
export const PROGRAM_DIRECTORY = '/';

/** A program that could not be started, or that failed. The message is what it said. */
export class ProgramError extends Error {
  constructor(
    /** Such as `ENOENT`; absent if it did start. */
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** @returns what the program wrote to its standard output */
export async function runProgram(
  program: string,
  args: readonly string[],
  account?: ServerAccount,
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      ...account,
      cwd: PROGRAM_DIRECTORY,
      env: PROGRAM_ENVIRONMENT,
      windowsHide: true,
    });
    return stdout;
  } catch (error) {
    const { code, stderr, message } = error as Error & { code?: string | number; stderr?: string };
    throw new ProgramError(typeof code === 'string' ? code : undefined, stderr?.trim() || message);
  }
}
