/** How a command ends: shells and schedulers go by it. */
export const EXIT = { ok: 0, failed: 1, wrongUsage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `
Exit codes: 0 done; 1 failed, refused, a setting is missing or wrong, or something was found to be wrong; 2 wrong usage.
Failures are told on standard error, in words, with --json, too.`;

/** The command was not asked rightly; the message is one line. */
export class UsageError extends Error {}

/** The command could not do what was asked; the message is one line, and what is wrong in detail a line each. */
export class CommandFailure extends Error {
  constructor(
    message: string,
    readonly details: readonly string[] = [],
    /** The type of the problem by which the registry refused it, if it did. */
    readonly problem?: string,
  ) {
    super(message);
  }
}
