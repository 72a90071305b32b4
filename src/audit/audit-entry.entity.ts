import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type Revision, revisionColumn } from '../database/index.js';
import type { Action } from './actions.js';
import type { ActorKind, AuditedBinding } from './actor.js';
import type { Told } from './entry.js';

/**
 * One thing that was done. Never changed and never removed: a trigger refuses it. Nearly all entries are publications
 * by partners, so the indexes of actions and actors have the others only, and a publication costs no place in them.
 */
@Entity('audit_entry')
@Check('audit_entry_actor', `actor_kind IN ('partner', 'staff', 'stranger', 'command')`)
@Check('audit_entry_partner', `(actor_kind = 'partner') = (actor_partner_id IS NOT NULL)`)
@Check('audit_entry_revision', 'revision IS NULL OR revision = moment')
@Index('audit_entry_in_order', ['moment', 'entryId'])
@Index('audit_entry_rare_action', ['action', 'moment', 'entryId'], { where: `action <> 'backend.published'` })
@Index('audit_entry_rare_actor', ['actorKind', 'moment', 'entryId'], { where: `actor_kind <> 'partner'` })
export class AuditEntryRow {
  /** In the order of commits, where entries have a revision. */
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  entryId!: number;

  /** Microseconds since the epoch; of a change, its revision. */
  @Column(revisionColumn)
  moment!: Revision;

  /** The revision that the change made; null for what changed nothing. */
  @Column({ ...revisionColumn, nullable: true })
  revision!: Revision | null;

  @Column({ type: 'text', collation: 'C' })
  action!: Action;

  @Column({ type: 'text', collation: 'C' })
  actorKind!: ActorKind;

  @Column({ type: 'text', collation: 'C', nullable: true })
  actorPartnerId!: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  credentialId!: string | null;

  @Column({ type: 'text', nullable: true })
  remoteAddress!: string | null;

  @Column({ type: 'text', nullable: true })
  requestId!: string | null;

  @Column({ type: 'text' })
  binding!: AuditedBinding;

  @Column({ type: 'text', array: true })
  concerned!: string[];

  @Column({ type: 'jsonb' })
  subject!: Told;

  @Column({ type: 'jsonb', nullable: true })
  before!: Told | null;

  @Column({ type: 'jsonb', nullable: true })
  after!: Told | null;

  /** About how many bytes it takes to write it as JSON: what bounds a page. */
  @Column({ type: 'integer' })
  size!: number;
}
