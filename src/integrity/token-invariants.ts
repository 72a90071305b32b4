import { firstLiveDay } from '../backend-definitions/index.js';
import { OPEN } from '../database/index.js';
import { DEFINITIONS, intervalPlace } from './interval-tables.js';
import type { Invariant } from './invariant.js';
import { LISTED_TOKENS, MISSHAPEN } from './token-shape.js';

const DEFINITION = intervalPlace(DEFINITIONS);

/** Of what is under keys, by the IDs of those that are given: only whoever has them can tell. */
export function knownKeys(keyIds: readonly string[]): Invariant {
  return {
    name: 'token-key-known',
    rule: 'Each key that access tokens are encrypted with is given here.',
    violations: `
      SELECT format('key %s', token_key_id) AS place,
        format('is not, and there are %s versions and digests of tokens under it', count(*)) AS detail
      FROM (SELECT token_key_id FROM backend_definition UNION ALL SELECT token_key_id FROM access_token) stored
      WHERE token_key_id <> ALL ($1) GROUP BY token_key_id`,
    parameters: () => [keyIds],
  };
}

/** Which day a token is for, and who has it; never the token itself. */
const IN_USE = `
  SELECT partner_id, role, backend_id, revision_from, revision_to, token ->> 'validDate' AS day
  FROM (${LISTED_TOKENS}) listed WHERE revision_to = ${OPEN} AND flaw IS NULL`;

const SAME_DEFINITION = `
  stored.partner_id = listed.partner_id AND stored.role = listed.role AND stored.backend_id = listed.backend_id`;

/**
 * Tokens are encrypted, and their digests keyed, and there is no key here: whose they are and for which day is all that
 * can be compared. Whether a digest is that of the very token is not.
 */
const SAME_USER = `${SAME_DEFINITION} AND stored.valid_date::text = listed.day`;

/** `$1` is the first day that is not over. */
const parameters = (now: number) => [firstLiveDay(now)];

/**
 * What keeps access tokens readable and unique: each that is not over has the row that keeps others from using it.
 * `CASE` looks for a flaw only where it matters.
 */
export const TOKEN_INVARIANTS: readonly Invariant[] = [
  {
    name: 'token-shape',
    rule: 'Tokens are a list, and each is for a day, and sealed or in clear.',
    violations: `SELECT ${DEFINITION} AS place, flaw AS detail FROM (${MISSHAPEN}) definition`,
  },
  {
    name: 'token-key',
    rule: 'A definition names the key that its tokens are sealed with, or none where they are in clear.',
    violations: `
      SELECT DISTINCT ${DEFINITION} AS place, format('names %s, and has a token that names %s',
        coalesce(token_key_id, 'no key'), coalesce(sealed_with, 'no key')) AS detail
      FROM (SELECT *, split_part(token ->> 'sealed', '.', 1) AS sealed_with FROM (${LISTED_TOKENS}) listed) listed
      WHERE CASE WHEN sealed_with IS DISTINCT FROM token_key_id THEN flaw IS NULL END`,
  },
  {
    name: 'token-kept-unique',
    rule: 'For each day for which a definition that holds lists a token, one is kept as used by it, so that nobody else can.',
    violations: `
      SELECT ${DEFINITION} AS place, format('lists a token for %s that nothing keeps unique', day) AS detail
      FROM (${IN_USE}) listed
      WHERE day >= $1 AND NOT EXISTS (SELECT FROM access_token stored WHERE ${SAME_USER})`,
    parameters,
  },
  {
    name: 'token-in-use',
    rule: 'Each token that is kept as used is for a day for which its definition lists one.',
    violations: `
      SELECT format('access_token %s %s %s', partner_id, role, backend_id) AS place,
        format('is kept for %s, and the definition does not list it', valid_date) AS detail
      FROM access_token stored
      WHERE valid_date >= $1::date AND NOT EXISTS (SELECT FROM (${IN_USE}) listed WHERE ${SAME_USER})
        AND NOT EXISTS (
          SELECT FROM (${MISSHAPEN}) listed WHERE revision_to = ${OPEN} AND ${SAME_DEFINITION})`,
    parameters,
  },
];
