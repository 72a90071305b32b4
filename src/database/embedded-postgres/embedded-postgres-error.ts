/** The embedded PostgreSQL cannot run. The message is one line: what is wrong, and how to mend it. */
export class EmbeddedPostgresError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(oneLine(message), options);
    this.name = 'EmbeddedPostgresError';
  }
}

/** Another registry that runs has the directory. */
export class DirectoryInUseError extends EmbeddedPostgresError {
  constructor(
    /** Where the data really are. */
    readonly directory: string,
    message: string,
  ) {
    super(message);
  }
}

/** What ends every message when this machine can run no embedded server at all. */
export const USE_ANOTHER_DATABASE = 'set DATABASE_URL to a PostgreSQL 15 or later';

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' | ');
}
