import { RegistryError } from '../registry-error/index.js';
import type { Quota } from './quota.js';

/** A request that is refused because there have been too many. */
export class LimitReached extends RegistryError {
  /** @param retryAfter seconds after which it is worth trying again */
  constructor(
    message: string,
    readonly quota: Quota,
    readonly retryAfter: number,
  ) {
    super('too-many-requests', `${message} Try again in ${retryAfter} s.`);
  }
}
