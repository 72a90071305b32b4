/**
 * Why the registry refuses a request, in the domain's own words. Stable: each binding maps every code
 * to its own form (an HTTP problem, an OCHP result code) in an exhaustive `switch`, so a new code does
 * not compile until every binding answers it.
 */
export type RegistryErrorCode =
  /** Credentials are missing, unknown, expired or revoked. */
  | 'not-authenticated'
  /** The caller is known, but this is for clearing-house staff, or for partners, only. */
  | 'not-permitted'
  /** The caller has had as much as it may have for now; see `LimitReached`. */
  | 'too-many-requests'
  /** The partner's admission is suspended. */
  | 'suspended'
  /** The partner has no ID of the role (operator, provider) that this takes. */
  | 'role-required'
  /** There is no such thing, or none that the caller may know of. */
  | 'not-found'
  /** A value breaks a rule; `fields` names each one. */
  | 'invalid-value'
  /** A pattern names IDs that the partner does not own. */
  | 'invalid-id'
  /** A query or path parameter breaks a rule; `fields` names each one. */
  | 'invalid-parameter'
  /** Another definition uses this access token, and it is not over yet. */
  | 'token-in-use'
  /** The partner ID, operator ID or provider ID is taken. */
  | 'already-exists'
  /** The ID cannot be taken from the partner while definitions or connections rest on it. */
  | 'still-in-use'
  /** `since` lies ahead of the registry's present by more than the tolerance. */
  | 'since-in-future'
  /** The moment asked for lies before the retention horizon: take a new snapshot. */
  | 'before-retention'
  /** The caller's copy may be of a line of history that was lost: take a new snapshot. */
  | 'epoch-changed'
  /** The caller has lost sight of part of this page's state since paging began: begin anew. */
  | 'page-outdated';

/** One bad field: where it is in what was sent, and what is wrong with it. */
export interface FieldError {
  readonly path: readonly (string | number)[];
  readonly detail: string;
  /** Where what was sent is lines of columns: the line, counted from 1; the path then names the column, if any. */
  readonly line?: number;
}

/**
 * The one family of errors that the domain throws on purpose; anything else that surfaces is a fault of the service.
 * `message` and `fields` reach the caller and the log: neither may ever hold a secret or an access token.
 */
export class RegistryError extends Error {
  constructor(
    readonly code: RegistryErrorCode,
    message: string,
    readonly fields: readonly FieldError[] = [],
    /** How many bad fields there are, where `fields` holds only the first of them. */
    readonly total: number = fields.length,
  ) {
    super(message);
    this.name = 'RegistryError';
  }
}
