import { expect } from '@jest/globals';
import pg from 'pg';

/** All intervals of the registry, whatever they are of. */
const INTERVALS = `
  SELECT concat_ws('/', 'definition', partner_id, role, backend_id) AS identity, revision_from, revision_to
    FROM backend_definition
  UNION ALL SELECT concat_ws('/', 'connection', operator_partner_id, provider_partner_id), revision_from, revision_to
    FROM roaming_connection
  UNION ALL SELECT concat_ws('/', 'admission', partner_id), revision_from, revision_to FROM partner_admission`;

const OVERLAPS = `
  SELECT identity, revision_from FROM (
    SELECT *, lag(revision_to) OVER (PARTITION BY identity ORDER BY revision_from) AS before FROM (${INTERVALS}) i
  ) sequence WHERE before > revision_from`;

/** One write concerns one identity: it opens an interval of it, closes one, or both. */
const SHARED_REVISIONS = `
  SELECT revision, array_agg(identity) AS identities FROM (${EVENTS()}) event GROUP BY revision
  HAVING count(*) FILTER (WHERE opens) > 1 OR count(*) FILTER (WHERE NOT opens) > 1 OR count(DISTINCT identity) > 1`;

const AHEAD_OF_THE_CLOCK = `
  SELECT * FROM (${EVENTS()}) event WHERE revision > (SELECT revision FROM registry_clock)`;

function EVENTS(): string {
  return `
    SELECT revision_from AS revision, identity, true AS opens FROM (${INTERVALS}) opened
    UNION ALL SELECT revision_to, identity, false FROM (${INTERVALS}) closed WHERE revision_to < 9007199254740991`;
}

/**
 * Holds the tables themselves against what the design promises.
 * @returns how many revisions were made
 */
export async function expectSoundHistory(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const faults of [OVERLAPS, SHARED_REVISIONS, AHEAD_OF_THE_CLOCK])
      expect((await client.query(faults)).rows).toEqual([]);
    const { rows } = await client.query(
      `SELECT count(DISTINCT revision)::int AS made FROM (${EVENTS()}) event`,
    );
    return rows[0].made;
  } finally {
    await client.end();
  }
}
