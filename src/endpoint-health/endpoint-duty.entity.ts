import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one instance does for all of them. The rows are made with the table. */
export const DUTIES = ['probing', 'token warning'] as const;
export type Duty = (typeof DUTIES)[number];

/** Who has a duty for the time being, and for which day it is done where it comes once a day. */
@Entity('endpoint_duty')
export class EndpointDutyRow {
  @PrimaryColumn({ type: 'text' })
  duty!: Duty;

  @Column({ type: 'text', nullable: true })
  holder!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  heldUntil!: Date | null;

  @Column({ type: 'date', nullable: true })
  doneFor!: string | null;
}
