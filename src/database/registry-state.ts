import type { Revision } from './revision.js';

/** What the clock row says, by the names of `REGISTRY_STATE`. */
export interface RegistryState {
  /** The last committed revision. */
  readonly present: Revision;
  /** Revisions before this one can not be told about any more. */
  readonly horizon: Revision;
  /** The name of the epoch: the line of history that revisions belong to (see `EpochKeeper`). */
  readonly epoch: string;
  /** The revision at which the epoch began: earlier ones, whoever has them, may be of another line. */
  readonly epoch_began: Revision;
}

/** SQL of the columns that make a `RegistryState` of the row of `registry_clock`. */
export const REGISTRY_STATE = 'revision AS present, horizon, epoch, epoch_began';
