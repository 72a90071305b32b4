import type { PartnerId } from '../partners/index.js';

/** What is wrong with a connection that shall be set. */
export const CONNECTION_FAULTS = {
  itself: 'must name another partner',
  noOperator: (partnerId: PartnerId) => `There is no operator with the partner ID ${partnerId}.`,
  noProvider: (partnerId: PartnerId) => `There is no provider with the partner ID ${partnerId}.`,
} as const;
