import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Entry } from '../audit/index.js';
import { OPEN, type Write } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import type { Faults } from '../registry-error/index.js';
import { settingOf } from './connection-entries.js';
import { CONNECTION_FAULTS } from './connection-rules.js';
import type { Pair } from './roaming-connections.service.js';

/** Whether a partner acts in a role. */
export type ActsAs = (partnerId: PartnerId, role: Role) => boolean;

/** Judges and sets many connections at once, by the rules that hold for one set on the operator's behalf. */
@Injectable()
export class ConnectionBatch {
  /**
   * Which of the connections are not there yet.
   * @param actsAs what the partners will be when the connections are set
   * @param faults takes what breaks a rule; paths begin with the position of the connection
   */
  async missing(
    manager: EntityManager,
    pairs: readonly Pair[],
    actsAs: ActsAs,
    faults: Faults,
  ): Promise<Pair[]> {
    pairs.forEach((pair, index) => judge(pair, index, actsAs, faults));
    if (pairs.length === 0) return [];
    const missing: { place: number }[] = await manager.query(MISSING, [...columnsOf(pairs), OPEN]);
    return missing.flatMap(({ place }) => pairs[place - 1] ?? []);
  }

  /**
   * Sets connections none of which is there: call it inside the write that found them missing.
   * @returns what the audit trail tells of it
   */
  async set({ manager, revision }: Write, pairs: readonly Pair[]): Promise<Entry[]> {
    if (pairs.length > 0) await manager.query(SET, [...columnsOf(pairs), revision, OPEN]);
    return pairs.map((pair) => settingOf(pair, revision));
  }
}

function judge(
  { operatorPartnerId, providerPartnerId }: Pair,
  index: number,
  actsAs: ActsAs,
  faults: Faults,
): void {
  if (operatorPartnerId === providerPartnerId)
    return faults.add([index, 'providerPartnerId'], CONNECTION_FAULTS.itself);
  if (!actsAs(operatorPartnerId, 'operator'))
    faults.add([index, 'operatorPartnerId'], CONNECTION_FAULTS.noOperator(operatorPartnerId));
  if (!actsAs(providerPartnerId, 'provider'))
    faults.add([index, 'providerPartnerId'], CONNECTION_FAULTS.noProvider(providerPartnerId));
}

function columnsOf(pairs: readonly Pair[]): [PartnerId[], PartnerId[]] {
  return [
    pairs.map(({ operatorPartnerId }) => operatorPartnerId),
    pairs.map(({ providerPartnerId }) => providerPartnerId),
  ];
}

const MISSING = `
  SELECT place FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS stated (operator, provider, place)
  WHERE NOT EXISTS (
    SELECT FROM roaming_connection
    WHERE operator_partner_id = operator AND provider_partner_id = provider AND revision_to = $3)
  ORDER BY place`;

const SET = `
  INSERT INTO roaming_connection (operator_partner_id, provider_partner_id, revision_from, revision_to)
  SELECT operator, provider, $3, $4 FROM unnest($1::text[], $2::text[]) AS stated (operator, provider)`;
