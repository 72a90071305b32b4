import { Entity, PrimaryColumn } from 'typeorm';
import { type Revision, revisionColumn } from '../database/index.js';

/** Which entries concern a partner, in their order: a page of what concerns one partner costs what is on it. */
@Entity('audit_concern')
export class AuditConcernRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  partnerId!: string;

  @PrimaryColumn(revisionColumn)
  moment!: Revision;

  @PrimaryColumn({ type: 'bigint' })
  entryId!: number;
}
