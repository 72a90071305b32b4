import type { ClientBase } from 'pg';

/**
 * What tells a database from another one that was made from it by a backup, or that took its place. A part is null where
 * the engine has no such thing, or does not tell this user: then it says nothing.
 */
export interface DatabaseIdentity {
  /** The cluster, as `initdb` numbered it. */
  readonly system: string | null;
  /** The OID of the database. */
  readonly database: string | null;
  /** The OID of `registry_clock`: another one once it was dropped and restored from a dump. */
  readonly table: string | null;
  /** A new one begins when a server is restored to a point in time, and when a replica is promoted. */
  readonly timeline: string | null;
  /** The files of the embedded PostgreSQL: others once its directory was restored from a copy. */
  readonly files: string | null;
}

export const PARTS = ['system', 'database', 'table', 'timeline', 'files'] as const;

/**
 * SQL of the parts that the server tells, in terms of `registry_clock`. The timeline is the one that is being written:
 * the control file (`pg_control_checkpoint`) learns of a promotion at the next checkpoint only.
 */
const SERVER_PARTS = {
  system: '(SELECT system_identifier::text FROM pg_control_system())',
  database: '(SELECT oid::text FROM pg_database WHERE datname = current_database())',
  table: 'registry_clock.tableoid::text',
  timeline:
    'CASE WHEN NOT pg_is_in_recovery() THEN left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) END',
} as const;

/** Undefined function or table, not permitted, not supported. */
const NOT_TOLD = ['42883', '42P01', '42501', '0A000'];

/** SQL of the columns `system` … `timeline`, where this server can tell them; null where it cannot. */
export async function serverParts(client: ClientBase): Promise<string> {
  const columns: string[] = [];
  for (const [part, sql] of Object.entries(SERVER_PARTS))
    columns.push(`${(await isTold(client, sql)) ? sql : 'NULL::text'} AS ${part}`);
  return columns.join(', ');
}

async function isTold(client: ClientBase, sql: string): Promise<boolean> {
  try {
    await client.query(`SELECT ${sql} FROM registry_clock`);
    return true;
  } catch (error) {
    if (NOT_TOLD.includes(String((error as { code?: unknown }).code))) return false;
    throw error;
  }
}
