import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Revision } from './revision.js';
import { revisionColumn } from './revision-column.js';

/** The one row that every writing transaction locks: it orders all changes of the registry. */
@Entity('registry_clock')
@Check('registry_clock_is_one_row', '"id" = 1')
export class RegistryClockRow {
  @PrimaryColumn({ type: 'smallint', default: 1 })
  id!: number;

  /** The revision of the last committed change. */
  @Column(revisionColumn)
  revision!: Revision;

  /** Intervals closed at or before this may be gone; it only ever moves forward, and before anything is removed. */
  @Column(revisionColumn)
  horizon!: Revision;

  /** The line of history that revisions belong to. */
  @Column({ type: 'text' })
  epoch!: string;

  /** Its first revision; 0 where it is the first, and clients may have states from before it was named. */
  @Column(revisionColumn)
  epochBegan!: Revision;

  /** The database of this epoch, part by part (`DatabaseIdentity`); null where that is not known. */
  @Column({ type: 'text', nullable: true })
  epochSystem!: string | null;

  @Column({ type: 'text', nullable: true })
  epochDatabase!: string | null;

  @Column({ type: 'text', nullable: true })
  epochTable!: string | null;

  @Column({ type: 'text', nullable: true })
  epochTimeline!: string | null;

  @Column({ type: 'text', nullable: true })
  epochFiles!: string | null;
}
