import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OPEN } from '../database/index.js';
import { RegistryError } from '../registry-error/index.js';
import type { PartnerId } from './partner-id.js';
import type { PartyId } from './party-id.js';
import type { Role } from './role.js';

export interface Partner {
  readonly partnerId: PartnerId;
  readonly name: string;
  readonly admitted: boolean;
  readonly ids: Readonly<Record<Role, readonly PartyId[]>>;
}

interface PartnerRecord {
  partner_id: PartnerId;
  name: string;
  admitted: boolean;
  operator_ids: PartyId[];
  provider_ids: PartyId[];
}

/** Reads partners as they are now. */
@Injectable()
export class PartnerReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Fails with `not-found`. Pass the manager of a write to read within it. */
  async get(partnerId: PartnerId, manager: EntityManager = this.dataSource.manager): Promise<Partner> {
    const records: PartnerRecord[] = await manager.query(`${PARTNERS} WHERE partner_id = $2`, [
      OPEN,
      partnerId,
    ]);
    if (!records[0]) throw new RegistryError('not-found', `There is no partner with the ID ${partnerId}.`);
    return toPartner(records[0]);
  }

  async exists(partnerId: PartnerId): Promise<boolean> {
    const found: unknown[] = await this.dataSource.query('SELECT FROM partner WHERE partner_id = $1', [
      partnerId,
    ]);
    return found.length > 0;
  }

  /** Up to `limit` partners behind `after`, in the order of their IDs. */
  async list(limit: number, after = '', manager = this.dataSource.manager): Promise<Partner[]> {
    const page = `${PARTNERS} WHERE partner_id > $2 ORDER BY partner_id LIMIT $3`;
    const records: PartnerRecord[] = await manager.query(page, [OPEN, after, limit]);
    return records.map(toPartner);
  }

  /** Those of these partners that there are, by their IDs. */
  async those(partnerIds: readonly PartnerId[], manager: EntityManager): Promise<Map<PartnerId, Partner>> {
    const found = `${PARTNERS} WHERE partner_id = ANY ($2)`;
    const records: PartnerRecord[] = await manager.query(found, [OPEN, partnerIds]);
    return new Map(records.map((record) => [record.partner_id, toPartner(record)]));
  }
}

/**
 * The IDs are looked up by their partner alone, for both roles at once: given a role, too, PostgreSQL may go through all
 * IDs of that role for each partner, where it does not know yet how many there are.
 */
const PARTNERS = `
  SELECT partner.partner_id, name, owned.*,
    EXISTS (SELECT FROM partner_admission a WHERE a.partner_id = partner.partner_id AND a.revision_to = $1) AS admitted
  FROM partner CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(party_id ORDER BY party_id) FILTER (WHERE role = 'operator'), '{}') AS operator_ids,
      coalesce(array_agg(party_id ORDER BY party_id) FILTER (WHERE role = 'provider'), '{}') AS provider_ids
    FROM owned_party_id o WHERE o.partner_id = partner.partner_id
  ) owned`;

function toPartner(record: PartnerRecord): Partner {
  return {
    partnerId: record.partner_id,
    name: record.name,
    admitted: record.admitted,
    ids: { operator: record.operator_ids, provider: record.provider_ids },
  };
}
