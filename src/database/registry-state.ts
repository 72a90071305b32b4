import type { Revision } from './revision.js';

/** What the clock row says. */
export interface RegistryState {
  /** The last committed revision. */
  readonly present: Revision;
  /** Revisions before this one can not be told about any more. */
  readonly horizon: Revision;
}
