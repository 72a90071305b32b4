/** SQL of the indexes that there are: `indrelid`, `name`, `columns` and what is to be known of them. */
export const PRESENT_INDEXES = `
  SELECT indrelid, relname AS name, indisprimary, indisunique, indisvalid, indpred IS NOT NULL AS is_partial, ARRAY(
    SELECT attname::text FROM unnest(indkey::smallint[]) WITH ORDINALITY AS key (number, place)
    JOIN pg_attribute ON attrelid = indrelid AND attnum = number ORDER BY place
  ) AS columns
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid`;

/** SQL of rows of literals, as `expected`: with a first column `relation`, which is null where there is no such table. */
export function expectedRows(columns: readonly string[], rows: readonly (readonly Literal[])[]): string {
  const values = rows.map((row) => `(${row.map(literal).join()})`).join();
  return `(
    SELECT to_regclass("table") AS relation, *
    FROM (VALUES ${values}) AS stated (${['"table"', ...columns].join()})
  ) expected`;
}

/** Names come from the code, and have no quotes in them. */
type Literal = string | boolean | readonly string[];

function literal(value: Literal): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `'${value}'`;
  return `ARRAY[${value.map(literal).join()}]::text[]`;
}
