import type { Invariant } from './invariant.js';
import { expectedRows } from './present-schema.js';

/** In the words of the migration that made them: no entity tells of triggers. */
const TRIGGERS = ['audit_entry', 'audit_concern'].map((table) => [table, `${table}_is_append_only`]);

/** `pg_trigger.tgtype` of BEFORE, UPDATE, DELETE and TRUNCATE, for each statement. */
const REFUSES_ALL_CHANGES = 2 + 16 + 8 + 32;

/** That the audit trail only grows rests on triggers, which whoever owns the tables can disable. */
export const AUDIT_INVARIANTS: readonly Invariant[] = [
  {
    name: 'audit-append-only',
    rule: 'The triggers that refuse changes of the audit trail are there, and enabled always.',
    violations: `
      SELECT format('trigger %s of %s', name, "table") AS place, CASE
        WHEN tgname IS NULL THEN 'is missing'
        WHEN tgenabled = 'D' THEN 'is disabled'
        WHEN tgenabled <> 'A' THEN 'does not hold in each session: it is to be ENABLE ALWAYS'
        ELSE 'does not refuse every change' END AS detail
      FROM ${expectedRows(['name'], TRIGGERS)}
      LEFT JOIN pg_trigger ON tgrelid = relation AND tgname = name
      WHERE (tgenabled = 'A' AND tgtype = ${REFUSES_ALL_CHANGES} AND tgqual IS NULL
        AND tgfoid = to_regproc('refuse_change_of_audit')) IS NOT TRUE`,
  },
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
