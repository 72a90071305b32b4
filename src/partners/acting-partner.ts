import type { EntityManager } from 'typeorm';
import { RegistryError } from '../registry-error/index.js';
import type { PartnerId } from './partner-id.js';
import type { Partner, PartnerReader } from './partner-reader.js';
import type { PartyId } from './party-id.js';
import type { Role } from './role.js';

/** The partner may not act: its admission is suspended. */
export function suspended(): RegistryError {
  return new RegistryError('suspended', 'Your admission is suspended. Please contact the clearing house.');
}

/**
 * The partner as it is inside a write, with the right to act in a role: it may have been suspended, or have lost its
 * IDs, since the request was let in. Returns the IDs it owns in that role.
 */
export async function requireActing(
  reader: PartnerReader,
  manager: EntityManager,
  partnerId: PartnerId,
  role: Role,
): Promise<readonly PartyId[]> {
  const partner = await reader.get(partnerId, manager);
  if (!partner.admitted) throw suspended();
  requireRole(partner, role);
  return partner.ids[role];
}

/** Fails with `role-required` when the partner owns no ID of the role. */
export function requireRole(partner: Pick<Partner, 'ids'>, role: Role): void {
  if (partner.ids[role].length > 0) return;
  throw new RegistryError(
    'role-required',
    `Only partners in the role of ${role} may do this: you own no ${role} ID.`,
  );
}
