import type { EntityManager } from 'typeorm';
import type { Revision } from '../database/index.js';
import type { Actor } from './actor.js';
import { difference, type Entry } from './entry.js';

/** When entries are made, and by whom. */
export interface Occasion {
  readonly actor: Actor;
  readonly moment: Revision;
  /** The revision that is made with them; null where none is. */
  readonly revision: Revision | null;
}

/** Writes any number of entries, in their order, by one statement. */
export async function insertEntries(
  manager: EntityManager,
  { actor, moment, revision }: Occasion,
  entries: readonly Entry[],
): Promise<void> {
  const { partnerId, credentialId } = actor.kind === 'partner' ? actor : NOBODY;
  const { kind, remoteAddress, requestId, binding } = actor;
  const told = JSON.stringify(entries.map(rowOf), wellFormed);
  const occasion = [moment, revision, kind, partnerId, credentialId, remoteAddress, requestId, binding];
  await manager.query(INSERT, [...occasion, told]);
}

const NOBODY = { partnerId: null, credentialId: null };

function rowOf({ action, concerned, subject, ...states }: Entry) {
  const { before, after } = difference(states);
  const size = Buffer.byteLength(JSON.stringify([subject, before, after]));
  return { action, concerned, subject, before, after, size };
}

/** PostgreSQL's `jsonb` takes no half of a surrogate pair, while its `text` does, as it is replaced on the way. */
function wellFormed(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

const INSERT = `
  WITH entry AS (
    INSERT INTO audit_entry (moment, revision, actor_kind, actor_partner_id, credential_id, remote_address,
      request_id, binding, action, concerned, subject, before, after, size)
    SELECT $1::bigint, $2::bigint, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text,
      action, concerned, subject, before, after, size
    FROM jsonb_to_recordset($9::jsonb)
      AS told (action text, concerned text[], subject jsonb, before jsonb, after jsonb, size integer)
    RETURNING entry_id, moment, concerned
  )
  INSERT INTO audit_concern (partner_id, moment, entry_id) SELECT unnest(concerned), moment, entry_id FROM entry`;
