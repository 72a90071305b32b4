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
}
