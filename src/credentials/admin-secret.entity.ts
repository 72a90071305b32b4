import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The digest of the admin secret that the registry made at its first start, when none was configured. */
@Entity('admin_secret')
@Check('admin_secret_is_one_row', '"id" = 1')
export class AdminSecretRow {
  @PrimaryColumn({ type: 'smallint', default: 1 })
  id!: number;

  @Column({ type: 'bytea' })
  secretDigest!: Buffer;
}
