import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { OPEN, type Revision, revisionColumn } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import type { BackendId } from './backend-id.js';
import type { Binding } from './binding.js';
import type { StoredToken } from './stored-token.js';

/** One version of a definition, valid over an interval of revisions. Never changed, but to close the interval. */
@Entity('backend_definition')
@Check('backend_definition_role', `role IN ('operator', 'provider')`)
@Check('backend_definition_interval', 'revision_from < revision_to')
@Index('backend_definition_open', ['partnerId', 'role', 'backendId'], {
  unique: true,
  where: `revision_to = ${OPEN}`,
})
@Index('backend_definition_endpoint', ['partnerId', 'role', 'url'], { where: `revision_to = ${OPEN}` })
@Index('backend_definition_begun', ['revisionFrom'])
@Index('backend_definition_closed', ['revisionTo'])
@Index('backend_definition_owner_closed', ['partnerId', 'role', 'revisionTo'])
@Index('backend_definition_token_key', ['tokenKeyId'])
export class BackendDefinitionRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  partnerId!: PartnerId;

  @PrimaryColumn({ type: 'text' })
  role!: Role;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  backendId!: BackendId;

  @PrimaryColumn(revisionColumn)
  revisionFrom!: Revision;

  @Column(revisionColumn)
  revisionTo!: Revision;

  @Column({ type: 'text' })
  url!: string;

  @Column({ type: 'text' })
  namespaceUrl!: string;

  @Column({ type: 'text' })
  binding!: Binding;

  @Column({ type: 'text', array: true })
  whitelist!: string[];

  @Column({ type: 'text', array: true })
  blacklist!: string[];

  @Column({ type: 'jsonb' })
  tokens!: StoredToken[];

  /** About how many bytes it takes to write it as JSON: what bounds a page. */
  @Column({ type: 'integer' })
  size!: number;

  /** The key that the tokens are encrypted with, also where there is none; null where they are in clear. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  tokenKeyId!: string | null;
}
