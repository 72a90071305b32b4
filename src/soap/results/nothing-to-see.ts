import type { Role } from '../../partners/index.js';
import type { Result } from './result.js';

/**
 * OCHP's code for an empty list says that there are no connections, or that partners have no data; the text says which.
 * @param role whose definitions were asked for; undefined: those of both
 */
export function nothingToSee(isConnected: boolean, role?: Role): Result {
  const backends = role ? `${role} backends` : 'endpoints';
  return {
    code: 'roaming',
    description: isConnected
      ? `None of the partners that you have a roaming connection with has published ${backends} for you.`
      : 'You have no roaming connections.',
  };
}
