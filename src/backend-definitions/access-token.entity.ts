import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PartnerId, Role } from '../partners/index.js';
import type { BackendId } from './backend-id.js';
import type { Day } from './daily-token.js';

/** Which definition uses an access token now: what keeps tokens unique in the registry. */
@Entity('access_token')
@Index('access_token_of_definition', ['partnerId', 'role', 'backendId'])
@Index('access_token_valid_date', ['validDate'])
@Index('access_token_token_key', ['tokenKeyId'])
export class AccessTokenRow {
  /** Of the access token: HMAC-SHA-256 by the key, or a plain SHA-256 where it was written before there were keys. */
  @PrimaryColumn({ type: 'bytea' })
  tokenDigest!: Buffer;

  @Column({ type: 'text', collation: 'C' })
  partnerId!: PartnerId;

  @Column({ type: 'text' })
  role!: Role;

  @Column({ type: 'text', collation: 'C' })
  backendId!: BackendId;

  @Column({ type: 'date' })
  validDate!: Day;

  /** The key that the digest was made with; null where it is a plain one. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  tokenKeyId!: string | null;
}
