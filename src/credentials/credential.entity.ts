import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Revision } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';
import type { CredentialId } from './secret.js';

/** A partner's way in. Several may be active at once, so that a secret can be changed without a gap. */
@Entity('credential')
@Index('credential_of_partner', ['partnerId'])
@Index('credential_revoked_in', ['revokedIn'], { where: 'revoked_in IS NOT NULL' })
export class CredentialRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  credentialId!: CredentialId;

  @Column({ type: 'text', collation: 'C' })
  partnerId!: PartnerId;

  @Column({ type: 'text', nullable: true })
  label!: string | null;

  /** SHA-256 of the secret, which itself is stored nowhere. */
  @Column({ type: 'bytea' })
  secretDigest!: Buffer;

  @Column({ type: 'timestamptz' })
  issuedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** The revision that the revocation made, by which instances that remember the credential learn of it. */
  @Column({ type: 'bigint', nullable: true })
  revokedIn!: Revision | null;
}
