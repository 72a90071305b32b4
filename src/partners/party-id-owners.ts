import type { EntityManager } from 'typeorm';
import type { PartnerId } from './partner-id.js';
import type { PartyId } from './party-id.js';
import type { Role } from './role.js';

/** Who owns these IDs; those that nobody owns are left out. */
export async function ownersOf(
  manager: EntityManager,
  role: Role,
  ids: readonly PartyId[],
): Promise<Map<PartyId, PartnerId>> {
  const owned: { party_id: PartyId; partner_id: PartnerId }[] = await manager.query(
    'SELECT party_id, partner_id FROM owned_party_id WHERE role = $1 AND party_id = ANY ($2)',
    [role, ids],
  );
  return new Map(owned.map(({ party_id, partner_id }) => [party_id, partner_id]));
}
