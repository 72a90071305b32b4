import pg from 'pg';
import type { TokenCipher } from '../src/token-encryption/index.js';
import { fillStatements, type RegistrySize } from './fill-statements.js';
import { fillVersions } from './fill-versions.js';

export type { RegistrySize };

/** Who is in a filled registry. Their credentials are still to be issued. */
export interface FilledRegistry {
  /** A provider with as many roaming connections as asked for, spread over all operators. */
  readonly caller: string;
  /** A provider that sees as many definitions as asked for. */
  readonly viewer: string;
  /** The operators that the caller has a roaming connection with. */
  readonly operators: readonly string[];
  /** The revision of the last change, in microseconds since the epoch. */
  readonly lastRevision: number;
}

/**
 * Fills a migrated, empty registry at once, as if it had been written by its API over the last 29 days.
 * @param cipher encrypts the access tokens; without it they are in clear, as before there were keys
 */
export async function fillRegistry(
  databaseUrl: string,
  size: RegistrySize,
  cipher?: TokenCipher,
): Promise<FilledRegistry> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { before, after } = fillStatements(size, Date.now());
    for (const statement of before) await client.query(statement);
    await fillVersions(client, cipher);
    for (const statement of after) await client.query(statement);
    const { rows } = await client.query<FilledRegistry>(FILLED);
    const [filled] = rows;
    if (filled?.operators.length !== size.connections) throw new Error('There are not as many operators.');
    return filled;
  } finally {
    await client.end();
  }
}

const FILLED = `
  SELECT 'caller' AS caller, 'viewer' AS viewer, revision::float8 AS "lastRevision", (
    SELECT coalesce(array_agg(operator_partner_id ORDER BY operator_partner_id), '{}') FROM roaming_connection
    WHERE provider_partner_id = 'caller'
  ) AS operators
  FROM registry_clock`;
