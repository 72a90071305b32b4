import type { StatedPartner } from '../partners/index.js';
import type { Pair } from '../roaming-connections/index.js';

/** Partners and roaming connections that shall be so. What is not named stays as it is. */
export interface StatedRegister {
  readonly partners: readonly StatedPartner[];
  readonly connections: readonly Pair[];
}
