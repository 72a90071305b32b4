import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What an instance has counted of a subject, for the others to add to theirs. The table is not logged: after a crash of
 * the database server it is empty, and instances tell again what they go on counting.
 */
@Entity('limit_count')
@Index('limit_count_expired', ['expiresAt'])
export class LimitCountRow {
  /** Of which limit. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  tally!: string;

  /** A credential ID, a partner ID, an address or network, or the digest of a name that somebody showed. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  subject!: string;

  @PrimaryColumn({ type: 'uuid' })
  instanceId!: string;

  @Column({ type: 'integer' })
  count!: number;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;
}
