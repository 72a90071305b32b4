import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PartnerId } from './partner-id.js';
import type { PartyId } from './party-id.js';
import type { Role } from './role.js';

/** Which partner owns an operator ID or a provider ID: never more than one. */
@Entity('owned_party_id')
@Check('owned_party_id_role', `role IN ('operator', 'provider')`)
@Index('owned_party_id_of_partner', ['partnerId'])
export class OwnedPartyIdRow {
  @PrimaryColumn({ type: 'text' })
  role!: Role;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  partyId!: PartyId;

  @Column({ type: 'text', collation: 'C' })
  partnerId!: PartnerId;
}
