import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome } from './probe/index.js';

/** What the last probe of a URL found. It concerns no partner's copy of the registry, and makes no revision. */
@Entity('endpoint_health')
export class EndpointHealthRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  url!: string;

  @Column({ type: 'timestamptz' })
  probedAt!: Date;

  @Column({ type: 'text' })
  outcome!: Outcome;

  /** Since when each probe had this outcome. */
  @Column({ type: 'timestamptz' })
  outcomeSince!: Date;

  /** How many probes in a row did not reach it; 0 where the last one did. */
  @Column({ type: 'integer' })
  consecutiveFailures!: number;

  @Column({ type: 'timestamptz', nullable: true })
  certificateExpiresAt!: Date | null;
}
