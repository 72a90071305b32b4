import type { EntityManager } from 'typeorm';
import { OPEN } from '../database/index.js';
import { RegistryError } from '../registry-error/index.js';
import type { PartnerId } from './partner-id.js';
import { PARTY_ID_LENGTH, type PartyId } from './party-id.js';
import type { Role } from './role.js';

/**
 * Refuses to take IDs from a partner while a published definition claims them, or, with the last ID of a role, while
 * a roaming connection rests on the role: both would outlive the right they were made under.
 */
export async function refuseIdsStillInUse(
  manager: EntityManager,
  partnerId: PartnerId,
  role: Role,
  removed: readonly PartyId[],
  losesRole: boolean,
): Promise<void> {
  if (removed.length === 0) return;
  const claims: { backend_id: string }[] = await manager.query(CLAIMS, [
    partnerId,
    role,
    removed,
    PARTY_ID_LENGTH,
    OPEN,
  ]);
  if (claims.length > 0)
    throw stillClaimed(
      role,
      claims.map(({ backend_id }) => backend_id),
    );
  if (losesRole && (await isConnected(manager, partnerId, role))) throw stillConnected(role);
}

const CLAIMS = `
  SELECT backend_id FROM backend_definition
  WHERE partner_id = $1 AND role = $2 AND revision_to = $5
    AND EXISTS (SELECT FROM unnest(whitelist || blacklist) AS pattern WHERE upper(left(pattern, $4)) = ANY ($3))
  ORDER BY backend_id`;

async function isConnected(manager: EntityManager, partnerId: PartnerId, role: Role): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT FROM roaming_connection WHERE ${role}_partner_id = $1 AND revision_to = $2 LIMIT 1`,
    [partnerId, OPEN],
  );
  return rows.length > 0;
}

function stillClaimed(role: Role, backendIds: string[]): RegistryError {
  return new RegistryError(
    'still-in-use',
    `IDs that are to be taken away are still claimed by ${role} backends: ${backendIds.join(', ')}.`,
    [{ path: [`${role}Ids`], detail: 'must keep the IDs that published definitions claim' }],
  );
}

function stillConnected(role: Role): RegistryError {
  return new RegistryError(
    'still-in-use',
    `The partner still has roaming connections as ${role}: end them first.`,
    [{ path: [`${role}Ids`], detail: 'must keep at least one ID while there are roaming connections' }],
  );
}
