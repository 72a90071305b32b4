import type { Invariant } from './invariant.js';
import { expectedRows } from './present-schema.js';

const TABLES = ['audit_entry', 'audit_concern'];

/** In the words of the migration that made them: no entity tells of triggers. */
const TRIGGERS = TABLES.map((table) => [table, `${table}_is_append_only`]);

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
    name: 'audit-privileges',
    rule: 'Nobody but the owner of the audit trail may change or remove entries, or empty it.',
    // Superusers may do everything, whatever is granted; whoever is no role is everybody.
    violations: `
      SELECT format('%s on %s', coalesce(rolname, 'PUBLIC'), "table") AS place,
        format('may %s: REVOKE it, as the owner', string_agg(DISTINCT privilege_type, ', ')) AS detail
      FROM ${expectedRows(
        [],
        TABLES.map((table) => [table]),
      )}
      JOIN pg_class ON pg_class.oid = relation
      CROSS JOIN aclexplode(relacl)
      LEFT JOIN pg_roles ON pg_roles.oid = grantee
      WHERE privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE') AND grantee <> relowner AND rolsuper IS NOT TRUE
      GROUP BY rolname, "table" ORDER BY place`,
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
