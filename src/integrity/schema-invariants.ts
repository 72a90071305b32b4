import { expectedSchema } from './expected-schema.js';
import type { Invariant } from './invariant.js';
import { expectedRows, PRESENT_INDEXES } from './present-schema.js';

const TABLES = expectedSchema();

const PRIMARY_KEYS = TABLES.map(({ table, primaryKey }) => [table, primaryKey]);

const INDEXES = TABLES.flatMap(({ table, indexes }) =>
  indexes.map(({ name, columns, isUnique, isPartial }) => [table, name, columns, isUnique, isPartial]),
);

const CHECKS = TABLES.flatMap(({ table, checks }) => checks.map((name) => [table, name]));

const FILLED = TABLES.flatMap(({ table, filled }) => filled.map((name) => [table, name]));

/** What the schema refuses and finds by itself: where that is gone, nothing shows until something went wrong. */
export const SCHEMA_INVARIANTS: readonly Invariant[] = [
  {
    name: 'schema-primary-keys',
    rule: 'Each table has its primary key.',
    violations: `
      SELECT format('table %s', "table") AS place, CASE
        WHEN name IS NULL THEN format('has no primary key of %s', array_to_string(expected.columns, ', '))
        ELSE format('has the primary key %s, which is not valid', name) END AS detail
      FROM ${expectedRows(['columns'], PRIMARY_KEYS)}
      LEFT JOIN (${PRESENT_INDEXES}) present
        ON indrelid = relation AND indisprimary AND present.columns = expected.columns
      WHERE indisvalid IS NOT TRUE`,
  },
  {
    name: 'schema-indexes',
    rule: 'Each index is there, of its columns, unique where it should be, and valid.',
    violations: `
      SELECT format('index %s of %s', expected.name, "table") AS place, CASE
        WHEN present.name IS NULL THEN 'is missing'
        WHEN NOT indisvalid THEN 'is not valid'
        ELSE 'is another one than it should be' END AS detail
      FROM ${expectedRows(['name', 'columns', 'is_unique', 'is_partial'], INDEXES)}
      LEFT JOIN (${PRESENT_INDEXES}) present ON indrelid = relation AND present.name = expected.name
      WHERE (indisvalid AND present.columns = expected.columns AND indisunique = is_unique
        AND present.is_partial = expected.is_partial) IS NOT TRUE`,
  },
  {
    name: 'schema-constraints',
    rule: 'Each check constraint is there, and holds of all rows.',
    violations: `
      SELECT format('constraint %s of %s', name, "table") AS place,
        CASE WHEN conname IS NULL THEN 'is missing' ELSE 'is not validated' END AS detail
      FROM ${expectedRows(['name'], CHECKS)}
      LEFT JOIN pg_constraint ON conrelid = relation AND conname = name AND contype = 'c'
      WHERE convalidated IS NOT TRUE`,
  },
  {
    name: 'schema-columns',
    rule: 'Each column that always has a value is there, and refuses null.',
    violations: `
      SELECT format('column %s of %s', name, "table") AS place,
        CASE WHEN attname IS NULL THEN 'is missing' ELSE 'takes null' END AS detail
      FROM ${expectedRows(['name'], FILLED)}
      LEFT JOIN pg_attribute ON attrelid = relation AND attname = name AND NOT attisdropped
      WHERE attnotnull IS NOT TRUE`,
  },
];
