import type { PartnerId } from './partner-id.js';
import type { PartyId } from './party-id.js';

/** The name that clearing-house staff log in with; a partner of that name would be taken for them. */
const STAFF = 'admin';

/** What is wrong with partners, in sentences to follow the name of the field. */
export const PARTNER_FAULTS = {
  reserved: 'is reserved for clearing-house staff',
  ownedByAnother: (id: PartyId) => `${id} belongs to another partner`,
  claimed: 'must keep the IDs that published definitions claim',
  connected: 'must keep at least one ID while there are roaming connections',
} as const;

export function isReserved(partnerId: PartnerId): boolean {
  return partnerId === STAFF;
}
