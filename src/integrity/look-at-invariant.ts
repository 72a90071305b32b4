import type { EntityManager } from 'typeorm';
import type { Invariant } from './invariant.js';

/** A row of which an invariant does not hold. Tokens and digests are never told. */
export interface Finding {
  readonly place: string;
  readonly detail: string;
}

/** How one invariant came out. */
export interface CheckedInvariant {
  readonly name: string;
  readonly rule: string;
  /** How many rows break it. */
  readonly total: number;
  /** The first of them. */
  readonly findings: readonly Finding[];
}

/**
 * Looks at one invariant inside a transaction, which goes on whatever comes of it: what is stored may be such that
 * PostgreSQL cannot even say what is wrong with it. That counts as broken, since nobody knows that it holds.
 * @param most how many rows are told; all are counted
 * @throws Error when the connection is lost
 */
export async function lookAt(
  manager: EntityManager,
  invariant: Invariant,
  most: number,
  now: number,
): Promise<CheckedInvariant> {
  const { name, rule } = invariant;
  await manager.query('SAVEPOINT invariant');
  try {
    const rows = await violationsOf(manager, invariant, most, now);
    const findings = rows.map(({ place, detail }) => ({ place, detail }));
    return { name, rule, total: Number(rows[0]?.total ?? 0), findings };
  } catch (error) {
    await manager.query('ROLLBACK TO SAVEPOINT invariant');
    return { name, rule, total: 1, findings: [{ place: 'this rule', detail: reasonOf(error) }] };
  }
}

function violationsOf(
  manager: EntityManager,
  { violations, parameters }: Invariant,
  most: number,
  now: number,
): Promise<(Finding & { total: string })[]> {
  const sql = `
    SELECT place, detail, count(*) OVER () AS total FROM (${violations}) violations
    ORDER BY place, detail LIMIT ${most}`;
  return manager.query(sql, parameters?.(now));
}

/** The message alone: whatever else PostgreSQL tells of an error may quote a row. */
function reasonOf(error: unknown): string {
  return `could not be looked at: ${error instanceof Error ? error.message : String(error)}`;
}
