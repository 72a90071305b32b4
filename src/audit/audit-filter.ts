import type { Revision } from '../database/index.js';
import type { Action } from './actions.js';
import type { ActorKind } from './actor.js';

/** Which entries are asked for. */
export interface AuditFilter {
  /** Partners that an entry must concern, all of them. */
  readonly concerned: readonly string[];
  readonly action?: Action | undefined;
  readonly actor?: ActorKind | { readonly partnerId: string } | undefined;
  /** The first moment. */
  readonly from?: Revision | undefined;
  /** The moment before which all of them are. */
  readonly until?: Revision | undefined;
}

/** Where a page begins, in the order of the pages. */
export type AuditPlace = AfterEntry | AfterPosition;

/** Behind this entry. */
interface AfterEntry {
  readonly moment: Revision;
  readonly entryId: number;
}

/** Behind so many of the entries of that moment that are asked for: says nothing of any others. */
export interface AfterPosition {
  readonly moment: Revision;
  readonly position: number;
}

/** SQL of what is asked for, each entry as `entry`, the newest first. */
export interface Selection {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Goes by a key in each case: what concerns a partner by that partner, which whatever it does itself concerns, too; all
 * else by the order, or by the index of the rare actions and actors. Codes from closed lists stand in the text, so that
 * PostgreSQL sees that it may use that index.
 */
export function selection(filter: AuditFilter, after: AuditPlace | undefined): Selection {
  const { action, actor, from, until } = filter;
  const values: unknown[] = [];
  const value = (one: unknown) => `$${values.push(one)}`;
  const actingPartner = typeof actor === 'object' ? [actor.partnerId] : [];
  const [key, ...others] = [...new Set([...filter.concerned, ...actingPartner])];
  const order = key === undefined ? 'entry' : 'concern';
  const where = [
    ...(key === undefined ? [] : [`concern.partner_id = ${value(key)}`]),
    ...others.map((partnerId) => `${value(partnerId)} = ANY (entry.concerned)`),
    ...(action === undefined ? [] : [`entry.action = '${action}'`]),
    ...(typeof actor === 'string' ? [`entry.actor_kind = '${actor}'`] : []),
    ...actingPartner.map((partnerId) => `entry.actor_partner_id = ${value(partnerId)}`),
    ...(from === undefined ? [] : [`${order}.moment >= ${value(from)}`]),
    ...(until === undefined ? [] : [`${order}.moment < ${value(until)}`]),
    ...(after === undefined ? [] : [notBefore(order, after, value)]),
  ];
  const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  const newestFirst = `ORDER BY ${order}.moment DESC, ${order}.entry_id DESC`;
  const offset = after && 'position' in after ? `OFFSET ${value(after.position)}` : '';
  return { sql: `SELECT entry.* FROM ${TABLES[order]} ${condition} ${newestFirst} ${offset}`, values };
}

function notBefore(order: string, after: AuditPlace, value: (one: unknown) => string): string {
  if ('position' in after) return `${order}.moment <= ${value(after.moment)}`;
  return `(${order}.moment, ${order}.entry_id) < (${value(after.moment)}, ${value(after.entryId)})`;
}

const TABLES = {
  entry: 'audit_entry entry',
  concern: 'audit_concern concern JOIN audit_entry entry ON entry.entry_id = concern.entry_id',
};
