import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PartnerId, Role } from '../partners/index.js';
import type { BackendId } from './backend-id.js';
import type { Day } from './daily-token.js';

/** Which definition uses an access token now: what keeps tokens unique in the registry. */
@Entity('access_token')
@Index('access_token_of_definition', ['partnerId', 'role', 'backendId'])
@Index('access_token_valid_date', ['validDate'])
export class AccessTokenRow {
  /** SHA-256 of the access token. */
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
}
