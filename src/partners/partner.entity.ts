import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartnerId } from './partner-id.js';

/** A roaming partner as the clearing house knows it. What decides visibility is kept apart, as intervals. */
@Entity('partner')
export class PartnerRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  partnerId!: PartnerId;

  @Column({ type: 'text' })
  name!: string;
}
