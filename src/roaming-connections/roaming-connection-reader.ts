import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OPEN, type Revision } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';
import type { Pair, RoamingConnection } from './roaming-connections.service.js';

interface ConnectionRecord {
  operator_partner_id: PartnerId;
  provider_partner_id: PartnerId;
  revision_from: Revision;
}

/** Lists roaming connections as they are now, in the order of operator and provider, up to `limit` behind `after`. */
@Injectable()
export class RoamingConnectionReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Those of one partner, on either side, with partners that are admitted: who is suspended is in nobody's view. */
  async listOf(partnerId: PartnerId, limit: number, after?: Pair): Promise<RoamingConnection[]> {
    return this.list(`$5 IN (operator_partner_id, provider_partner_id) AND ${BOTH_ADMITTED}`, limit, after, [
      partnerId,
    ]);
  }

  /** Those of all partners: for clearing-house staff only. */
  async listAll(
    limit: number,
    after?: Pair,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<RoamingConnection[]> {
    return this.list('true', limit, after, [], manager);
  }

  private async list(
    whose: string,
    limit: number,
    after: Pair | undefined,
    more: unknown[],
    manager: EntityManager = this.dataSource.manager,
  ) {
    const { operatorPartnerId = '', providerPartnerId = '' } = after ?? {};
    const records: ConnectionRecord[] = await manager.query(
      `SELECT operator_partner_id, provider_partner_id, revision_from FROM roaming_connection
       WHERE revision_to = $1 AND (operator_partner_id, provider_partner_id) > ($2, $3) AND ${whose}
       ORDER BY operator_partner_id, provider_partner_id LIMIT $4`,
      [OPEN, operatorPartnerId, providerPartnerId, limit, ...more],
    );
    return records.map(toConnection);
  }
}

const BOTH_ADMITTED = `2 = (
  SELECT count(*) FROM partner_admission admission
  WHERE admission.partner_id IN (operator_partner_id, provider_partner_id) AND admission.revision_to = $1)`;

function toConnection(record: ConnectionRecord): RoamingConnection {
  return {
    operatorPartnerId: record.operator_partner_id,
    providerPartnerId: record.provider_partner_id,
    setAt: record.revision_from,
  };
}
