import type { RegistryState, Revision } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';

/** What is remembered of a partner: what it sees of others, and whether it is let in. */
export type Subject = 'sight' | 'access';

/**
 * Where changes that concern partners are found. A feature that answers from memory names here, in SQL, everything
 * that could make such an answer wrong: too many partners do no harm, too few would lose a change.
 */
export interface ChangeSource {
  readonly subject: Subject;
  /**
   * SQL of `partner_id` and `revision`: whom something concerned that happened after `lower` and up to `upper` (SQL
   * expressions).
   */
  readonly changes: (lower: string, upper: string) => string;
}

/** The last change that concerned a partner. */
export interface Change {
  readonly subject: Subject;
  readonly partnerId: PartnerId;
  readonly revision: Revision;
}

/** All changes up to a state of the registry. */
export interface Changes {
  readonly state: RegistryState;
  readonly changes: readonly Change[];
}
