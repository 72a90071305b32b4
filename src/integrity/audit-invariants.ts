import type { Invariant } from './invariant.js';

/** What the pages of the audit trail rest on. */
export const AUDIT_INVARIANTS: readonly Invariant[] = [
  {
    name: 'audit-concern-entry',
    rule: 'Whom an entry of the audit trail concerns is told of entries that are there.',
    violations: `
      SELECT format('audit_concern %s %s %s', partner_id, moment, entry_id) AS place,
        'is of an entry that is not there' AS detail
      FROM audit_concern concern WHERE NOT EXISTS (
        SELECT FROM audit_entry entry WHERE entry.moment = concern.moment AND entry.entry_id = concern.entry_id)`,
  },
];
