/**
 * Each query finds the statements that make one kind of thing of the schema that is searched first, in a fixed order.
 * Whatever belongs to another of them (the index of a primary key, the sequence's type) is told there.
 */
const NAMESPACE = 'current_schema()::regnamespace';

/** Things that there are none of: they would be left out. Described here, should a migration ever make one. */
export const UNDESCRIBED = `
  SELECT relname AS name FROM pg_class WHERE relnamespace = ${NAMESPACE} AND relkind NOT IN ('r', 'i', 'S', 't')
  UNION ALL SELECT typname FROM pg_type
    WHERE typnamespace = ${NAMESPACE} AND typtype <> 'c' AND typcategory <> 'A'
  UNION ALL SELECT polname FROM pg_policy
  UNION ALL SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'
  UNION ALL SELECT rulename FROM pg_rules WHERE schemaname = current_schema()`;

const FUNCTIONS = `
  SELECT rtrim(pg_get_functiondef(oid), E'\\n ') || ';' AS statement FROM pg_proc
  WHERE pronamespace = ${NAMESPACE} ORDER BY proname, oid::regprocedure::text`;

const SEQUENCES = `
  SELECT format('CREATE SEQUENCE %I AS %s;', relname, format_type(seqtypid, NULL)) AS statement
  FROM pg_sequence JOIN pg_class ON pg_class.oid = seqrelid
  WHERE relnamespace = ${NAMESPACE} ORDER BY relname`;

const COLUMN = `
  format('  %I %s', attname, format_type(atttypid, atttypmod))
  || CASE WHEN attcollation <> typcollation THEN format(' COLLATE %I', collname) ELSE '' END
  || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
  || coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), '')`;

/** PostgreSQL 18 counts NOT NULL among the constraints. */
const CONSTRAINTS = `
  SELECT string_agg(format(E',\\n  CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), '' ORDER BY contype DESC, conname)
  FROM pg_constraint WHERE conrelid = pg_class.oid AND contype NOT IN ('n', 'f', 't')`;

const TABLES = `
  SELECT format(E'CREATE TABLE %I (\\n%s%s\\n);', relname, (
    SELECT string_agg(${COLUMN}, E',\\n' ORDER BY attnum) FROM pg_attribute
    JOIN pg_type ON pg_type.oid = atttypid
    LEFT JOIN pg_collation ON pg_collation.oid = attcollation
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
  ), (${CONSTRAINTS})) AS statement
  FROM pg_class WHERE relnamespace = ${NAMESPACE} AND relkind = 'r' ORDER BY relname`;

const OWNERSHIPS = `
  SELECT format('ALTER SEQUENCE %I OWNED BY %I.%I;', sequence.relname, owner.relname, attname) AS statement
  FROM pg_depend JOIN pg_class sequence ON sequence.oid = objid AND sequence.relkind = 'S'
  JOIN pg_class owner ON owner.oid = refobjid
  JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
  WHERE deptype = 'a' AND sequence.relnamespace = ${NAMESPACE} ORDER BY sequence.relname`;

const FOREIGN_KEYS = `
  SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS statement
  FROM pg_constraint WHERE connamespace = ${NAMESPACE} AND contype = 'f' ORDER BY conrelid::regclass::text, conname`;

const INDEXES = `
  SELECT replace(pg_get_indexdef(indexrelid), format(' ON %I.', current_schema()), ' ON ') || ';' AS statement
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
  WHERE relnamespace = ${NAMESPACE} AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
  ORDER BY indrelid::regclass::text, relname`;

const TRIGGERS = `
  SELECT replace(pg_get_triggerdef(oid), format(' ON %I.', current_schema()), ' ON ') || ';' AS statement
  FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgrelid::regclass::text, tgname`;

/** In the order in which they can be made. Functions come before the tables whose defaults may call them. */
export const DESCRIBED = [FUNCTIONS, SEQUENCES, TABLES, OWNERSHIPS, INDEXES, FOREIGN_KEYS, TRIGGERS] as const;
