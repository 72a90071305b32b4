import type { Result } from './result.js';

/** OCHP's code for an empty list says that there are no connections, or that partners have no data; the text says which. */
export function nothingToSee(isConnected: boolean): Result {
  return {
    code: 'roaming',
    description: isConnected
      ? 'None of the partners that you have a roaming connection with has published anything for you.'
      : 'You have no roaming connections.',
  };
}
