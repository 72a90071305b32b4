import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { OPEN, type Revision, revisionColumn } from '../database/index.js';
import type { PartnerId } from './partner-id.js';

/** A time, in revisions, in which a partner was admitted. Outside it the partner sees nothing and nobody sees it. */
@Entity('partner_admission')
@Check('partner_admission_interval', 'revision_from < revision_to')
@Index('partner_admission_open', ['partnerId'], { unique: true, where: `revision_to = ${OPEN}` })
@Index('partner_admission_begun', ['revisionFrom'])
@Index('partner_admission_closed', ['revisionTo'])
export class PartnerAdmissionRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  partnerId!: PartnerId;

  @PrimaryColumn(revisionColumn)
  revisionFrom!: Revision;

  @Column(revisionColumn)
  revisionTo!: Revision;
}
