import type { EntityManager } from 'typeorm';
import { OPEN } from '../database/index.js';
import { RegistryError } from '../registry-error/index.js';
import type { PartnerId } from './partner-id.js';
import { PARTNER_FAULTS } from './partner-rules.js';
import { PARTY_ID_LENGTH, type PartyId } from './party-id.js';
import { type Role, ROLES } from './role.js';

/** IDs that are to be taken from a partner in one of its roles. */
export interface Removal {
  readonly partnerId: PartnerId;
  readonly role: Role;
  readonly removed: readonly PartyId[];
  /** Whether it would own no ID of the role any more. */
  readonly losesRole: boolean;
}

/** Why IDs can't be taken away: definitions claim them, or else, where there are none, connections rest on the role. */
export interface IdsInUse {
  readonly removal: Removal;
  readonly backendIds: readonly string[];
}

/**
 * Which IDs can't be taken away: those that a published definition claims, and the last ID of a role while a roaming
 * connection rests on the role. Both would outlive the right they were made under.
 */
export async function findIdsInUse(
  manager: EntityManager,
  removals: readonly Removal[],
): Promise<IdsInUse[]> {
  const real = removals.filter(({ removed }) => removed.length > 0);
  if (real.length === 0) return [];
  const claims = await claimsOf(manager, real);
  const connected = await connectedOf(
    manager,
    real.filter(({ losesRole }) => losesRole),
  );
  return real.flatMap((removal) => {
    const backendIds = claims.get(keyOf(removal)) ?? [];
    return backendIds.length > 0 || connected.has(keyOf(removal)) ? [{ removal, backendIds }] : [];
  });
}

/** @throws RegistryError `still-in-use` */
export async function refuseIdsStillInUse(manager: EntityManager, removal: Removal): Promise<void> {
  const [inUse] = await findIdsInUse(manager, [removal]);
  if (!inUse) return;
  const { role } = removal;
  throw inUse.backendIds.length > 0 ? stillClaimed(role, inUse.backendIds) : stillConnected(role);
}

interface Claim {
  partner_id: PartnerId;
  role: Role;
  backend_ids: string[];
}

/** By partner and role, the IDs of the backends whose definitions claim something of what is taken away. */
async function claimsOf(
  manager: EntityManager,
  removals: readonly Removal[],
): Promise<Map<string, string[]>> {
  const rows = removals.flatMap(({ partnerId, role, removed }) => removed.map((id) => [partnerId, role, id]));
  const columns = [0, 1, 2].map((column) => rows.map((row) => row[column]));
  const claims: Claim[] = await manager.query(CLAIMS, [...columns, PARTY_ID_LENGTH, OPEN]);
  return new Map(claims.map((claim) => [`${claim.role} ${claim.partner_id}`, claim.backend_ids]));
}

const CLAIMS = `
  SELECT definition.partner_id, definition.role, array_agg(backend_id ORDER BY backend_id) AS backend_ids
  FROM (
    SELECT partner_id, role, array_agg(party_id) AS party_ids
    FROM unnest($1::text[], $2::text[], $3::text[]) AS removed (partner_id, role, party_id)
    GROUP BY partner_id, role
  ) removal
  JOIN backend_definition definition
    ON definition.partner_id = removal.partner_id AND definition.role = removal.role AND definition.revision_to = $5
  WHERE EXISTS (
    SELECT FROM unnest(whitelist || blacklist) AS pattern WHERE upper(left(pattern, $4)) = ANY (removal.party_ids))
  GROUP BY definition.partner_id, definition.role`;

async function connectedOf(manager: EntityManager, removals: readonly Removal[]): Promise<Set<string>> {
  const connected = new Set<string>();
  for (const role of ROLES) {
    const partnerIds = removals.filter((removal) => removal.role === role).map(({ partnerId }) => partnerId);
    if (partnerIds.length === 0) continue;
    const rows: { partner_id: PartnerId }[] = await manager.query(
      `SELECT partner_id FROM unnest($1::text[]) AS losing (partner_id)
       WHERE EXISTS (SELECT FROM roaming_connection WHERE ${role}_partner_id = partner_id AND revision_to = $2)`,
      [partnerIds, OPEN],
    );
    for (const { partner_id } of rows) connected.add(`${role} ${partner_id}`);
  }
  return connected;
}

function keyOf({ role, partnerId }: Removal): string {
  return `${role} ${partnerId}`;
}

function stillClaimed(role: Role, backendIds: readonly string[]): RegistryError {
  return new RegistryError(
    'still-in-use',
    `IDs that are to be taken away are still claimed by ${role} backends: ${backendIds.join(', ')}.`,
    [{ path: [`${role}Ids`], detail: PARTNER_FAULTS.claimed }],
  );
}

function stillConnected(role: Role): RegistryError {
  return new RegistryError(
    'still-in-use',
    `The partner still has roaming connections as ${role}: end them first.`,
    [{ path: [`${role}Ids`], detail: PARTNER_FAULTS.connected }],
  );
}
