import type { DataSource } from 'typeorm';
import { firstLiveDay } from '../backend-definitions/index.js';
import { formatRevision, readConsistently, type Revision } from '../database/index.js';
import { CLOCK_INVARIANTS } from './clock-invariants.js';
import { INTERVAL_INVARIANTS } from './interval-invariants.js';
import type { Invariant } from './invariant.js';
import { OWNERSHIP_INVARIANTS } from './ownership-invariants.js';
import { TOKEN_INVARIANTS } from './token-invariants.js';

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

export interface IntegrityReport {
  /** The state that was looked at. */
  readonly asOf: string;
  readonly total: number;
  readonly invariants: readonly CheckedInvariant[];
}

export interface IntegrityCheck {
  /** How many rows are told of each invariant; all are counted. */
  readonly mostFindings: number;
  /** Milliseconds since the epoch: decides which tokens are over. */
  readonly now: number;
  /** Told of each invariant before it is looked at. */
  readonly onProgress?: (rule: string) => void;
}

const INVARIANTS = [
  ...CLOCK_INVARIANTS,
  ...INTERVAL_INVARIANTS,
  ...OWNERSHIP_INVARIANTS,
  ...TOKEN_INVARIANTS,
];

/** Looks whether what is stored is as the service takes for granted: in one state of the database, and changing nothing. */
export async function checkIntegrity(
  dataSource: DataSource,
  { mostFindings, now, onProgress }: IntegrityCheck,
): Promise<IntegrityReport> {
  return readConsistently(dataSource, async ({ manager, state }) => {
    const invariants: CheckedInvariant[] = [];
    for (const invariant of INVARIANTS) {
      onProgress?.(invariant.rule);
      const rows: (Finding & { total: string })[] = await manager.query(
        ...queryOf(invariant, mostFindings, now),
      );
      const findings = rows.map(({ place, detail }) => ({ place, detail }));
      const { name, rule } = invariant;
      invariants.push({ name, rule, total: Number(rows[0]?.total ?? 0), findings });
    }
    const total = invariants.reduce((sum, invariant) => sum + invariant.total, 0);
    return { asOf: formatRevision(Number(state.present) as Revision), total, invariants };
  });
}

/** PostgreSQL wants no parameter that the statement does not have. */
function queryOf({ violations }: Invariant, most: number, now: number): [string, unknown[]] {
  const sql = `
    SELECT place, detail, count(*) OVER () AS total FROM (${violations}) violations
    ORDER BY place, detail LIMIT ${most}`;
  return [sql, violations.includes('$1') ? [firstLiveDay(now)] : []];
}
