import type { ColumnOptions } from 'typeorm';

/** A column of revisions: `bigint` in the database, an exact number here. */
export const revisionColumn = {
  type: 'bigint',
  transformer: { from: Number, to: (revision: number) => revision },
} satisfies ColumnOptions;
