import type { DataSource } from 'typeorm';
import { formatRevision, readConsistently, type Revision } from '../database/index.js';
import { AUDIT_INVARIANTS } from './audit-invariants.js';
import { CLOCK_INVARIANTS } from './clock-invariants.js';
import { DEFINITION_INVARIANTS } from './definition-invariants.js';
import { INTERVAL_INVARIANTS } from './interval-invariants.js';
import { type CheckedInvariant, lookAt } from './look-at-invariant.js';
import { OWNERSHIP_INVARIANTS } from './ownership-invariants.js';
import { SCHEMA_INVARIANTS } from './schema-invariants.js';
import { knownKeys, TOKEN_INVARIANTS } from './token-invariants.js';

export interface IntegrityReport {
  /** The state that was looked at. */
  readonly asOf: string;
  readonly total: number;
  readonly invariants: readonly CheckedInvariant[];
  /** The names of those that nobody can look at without what was not given. */
  readonly notLookedAt: readonly string[];
}

export interface IntegrityCheck {
  /** How many rows are told of each invariant; all are counted. */
  readonly mostFindings: number;
  /** Milliseconds since the epoch: decides which tokens are over, and whether the registry is ahead of time. */
  readonly now: number;
  /** Of the keys of access tokens; without them, nobody looks whether they are those that are needed. */
  readonly keyIds?: readonly string[] | undefined;
  /** Told of each invariant before it is looked at. */
  readonly onProgress?: (rule: string) => void;
}

/** The schema first: what is missing there explains much of what follows. */
const INVARIANTS = [
  ...SCHEMA_INVARIANTS,
  ...CLOCK_INVARIANTS,
  ...INTERVAL_INVARIANTS,
  ...OWNERSHIP_INVARIANTS,
  ...DEFINITION_INVARIANTS,
  ...TOKEN_INVARIANTS,
  ...AUDIT_INVARIANTS,
];

/** Looks whether what is stored is as the service takes for granted: in one state of the database, and changing nothing. */
export async function checkIntegrity(
  dataSource: DataSource,
  { mostFindings, now, keyIds, onProgress }: IntegrityCheck,
): Promise<IntegrityReport> {
  return readConsistently(dataSource, async ({ manager, state }) => {
    const invariants: CheckedInvariant[] = [];
    for (const invariant of [...INVARIANTS, ...(keyIds ? [knownKeys(keyIds)] : [])]) {
      onProgress?.(invariant.rule);
      invariants.push(await lookAt(manager, invariant, mostFindings, now));
    }
    const total = invariants.reduce((sum, invariant) => sum + invariant.total, 0);
    const notLookedAt = keyIds ? [] : [knownKeys([]).name];
    return { asOf: formatRevision(Number(state.present) as Revision), total, invariants, notLookedAt };
  });
}
