import { EnvironmentError } from './configuration/index.js';
import { EmbeddedPostgresError } from './database/embedded-postgres/index.js';
import { DatabaseError } from './database/index.js';
import { TlsError } from './http/tls/index.js';
import { ListenError } from './listen.js';
import { TokenKeyError } from './token-encryption/index.js';

/** A worker ended before it listened; the message is what it said. */
export class WorkerError extends Error {}

/** Mistakes that the user can mend: their message is all there is to say. */
const MENDABLE = [
  EnvironmentError,
  DatabaseError,
  EmbeddedPostgresError,
  TokenKeyError,
  ListenError,
  TlsError,
  WorkerError,
];

/** What a program that cannot start tells its user. */
export function describeFailure(error: unknown): string {
  return isMendable(error) ? error.message : String((error as Error).stack ?? error);
}

/** Whether the message says all that its reader needs. */
export function isMendable(error: unknown): error is Error {
  return MENDABLE.some((type) => error instanceof type);
}
