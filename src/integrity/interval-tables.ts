import { OPEN } from '../database/index.js';

/** A table whose rows are valid over an interval of revisions. */
export interface IntervalTable {
  readonly table: string;
  /** The columns that say what an interval is of. */
  readonly identity: readonly string[];
}

export const ADMISSIONS: IntervalTable = { table: 'partner_admission', identity: ['partner_id'] };
export const CONNECTIONS: IntervalTable = {
  table: 'roaming_connection',
  identity: ['operator_partner_id', 'provider_partner_id'],
};
export const DEFINITIONS: IntervalTable = {
  table: 'backend_definition',
  identity: ['partner_id', 'role', 'backend_id'],
};

/** SQL of which interval a row is: `roaming_connection cpo emp [1763769600000000, open)`. */
export function intervalPlace({ table, identity }: IntervalTable): string {
  const end = `CASE revision_to WHEN ${OPEN} THEN 'open' ELSE revision_to::text END`;
  return `format('${table} %s [%s, %s)', concat_ws(' ', ${identity.join()}), revision_from, ${end})`;
}

/** SQL of the violations in all three tables. */
export function inEachTable(violationsOf: (table: IntervalTable) => string): string {
  return [ADMISSIONS, CONNECTIONS, DEFINITIONS]
    .map((table) => `(${violationsOf(table)})`)
    .join(' UNION ALL ');
}
