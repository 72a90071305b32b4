import { getMetadataArgsStorage } from 'typeorm';
import { SnakeCaseColumns } from '../database/index.js';
import { STORED_ENTITIES } from './stored-entities.js';

/** What a table should have, by the names of the database. */
export interface ExpectedTable {
  readonly table: string;
  readonly primaryKey: readonly string[];
  readonly indexes: readonly ExpectedIndex[];
  /** The names of its check constraints. */
  readonly checks: readonly string[];
  /** The columns that refuse null. */
  readonly filled: readonly string[];
}

export interface ExpectedIndex {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isUnique: boolean;
  /** Whether it has some of the rows only. */
  readonly isPartial: boolean;
}

const naming = new SnakeCaseColumns();

/** By the entities, without a connection: a test holds them against what the migrations make. */
export function expectedSchema(): ExpectedTable[] {
  return STORED_ENTITIES.map(expectedTable);
}

function expectedTable(entity: abstract new () => unknown): ExpectedTable {
  const stated = getMetadataArgsStorage();
  const columns = stated.filterColumns(entity).map(({ propertyName, options }) => ({
    name: naming.columnName(propertyName, options.name),
    ...options,
  }));
  return {
    table: stated.filterTables(entity)[0]?.name ?? '',
    primaryKey: namesOf(columns.filter(({ primary }) => primary)),
    indexes: stated.filterIndices(entity).map(expectedIndex),
    checks: namesOf(stated.filterChecks(entity)),
    filled: namesOf(columns.filter(({ nullable }) => !nullable)),
  };
}

type StatedIndex = ReturnType<ReturnType<typeof getMetadataArgsStorage>['filterIndices']>[number];

function expectedIndex({ name = '', columns, unique, where }: StatedIndex): ExpectedIndex {
  const properties = Array.isArray(columns) ? columns : [];
  return {
    name,
    columns: properties.map((property) => naming.columnName(property, undefined)),
    isUnique: unique === true,
    isPartial: where !== undefined,
  };
}

function namesOf(named: readonly { name?: string }[]): string[] {
  return named.flatMap(({ name }) => name ?? []);
}
