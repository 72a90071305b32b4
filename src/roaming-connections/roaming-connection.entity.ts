import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { OPEN, type Revision, revisionColumn } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';

/**
 * A time, in revisions, in which an operator let a provider use its charge points. It alone decides visibility:
 * the provider sees the operator's definitions, and the operator the provider's.
 */
@Entity('roaming_connection')
@Check('roaming_connection_interval', 'revision_from < revision_to')
@Index('roaming_connection_open', ['operatorPartnerId', 'providerPartnerId'], {
  unique: true,
  where: `revision_to = ${OPEN}`,
})
@Index('roaming_connection_operator_begun', ['operatorPartnerId', 'revisionFrom'])
@Index('roaming_connection_operator_closed', ['operatorPartnerId', 'revisionTo'])
@Index('roaming_connection_provider_begun', ['providerPartnerId', 'revisionFrom'])
@Index('roaming_connection_provider_closed', ['providerPartnerId', 'revisionTo'])
@Index('roaming_connection_begun', ['revisionFrom'])
@Index('roaming_connection_of_provider', ['providerPartnerId', 'operatorPartnerId', 'revisionTo'])
@Index('roaming_connection_closed', ['revisionTo'])
export class RoamingConnectionRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  operatorPartnerId!: PartnerId;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  providerPartnerId!: PartnerId;

  @PrimaryColumn(revisionColumn)
  revisionFrom!: Revision;

  @Column(revisionColumn)
  revisionTo!: Revision;
}
