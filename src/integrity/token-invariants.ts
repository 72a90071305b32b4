import { firstLiveDay } from '../backend-definitions/index.js';
import { OPEN } from '../database/index.js';
import { INTERVAL_TABLES, intervalPlace } from './interval-tables.js';
import type { Invariant } from './invariant.js';

const [, , DEFINITION] = INTERVAL_TABLES.map(intervalPlace);

/** Which day a token is for, and who has it; never the token itself. */
const LISTED = `
  SELECT partner_id, role, backend_id, revision_from, revision_to, token ->> 'validDate' AS day
  FROM backend_definition, jsonb_array_elements(tokens) AS token
  WHERE revision_to = ${OPEN}`;

/** Tokens are encrypted, and their digests keyed: that they belong together shows by whose they are, and for which day. */
const SAME_USER = `
  stored.partner_id = listed.partner_id AND stored.role = listed.role
  AND stored.backend_id = listed.backend_id AND stored.valid_date::text = listed.day`;

/** `$1` is the first day that is not over. */
const parameters = (now: number) => [firstLiveDay(now)];

/** What keeps access tokens unique: each that is not over has the row that keeps others from using it. */
export const TOKEN_INVARIANTS: readonly Invariant[] = [
  {
    name: 'token-kept-unique',
    rule: 'Each token of a definition that holds is known, so that nobody else can use it.',
    violations: `
      SELECT ${DEFINITION} AS place, format('lists a token for %s that nothing keeps unique', day) AS detail
      FROM (${LISTED}) listed
      WHERE day >= $1 AND NOT EXISTS (SELECT FROM access_token stored WHERE ${SAME_USER})`,
    parameters,
  },
  {
    name: 'token-in-use',
    rule: 'Each token that is known as used is listed by the definition that uses it.',
    violations: `
      SELECT format('access_token %s %s %s', partner_id, role, backend_id) AS place,
        format('is kept for %s, and the definition does not list it', valid_date) AS detail
      FROM access_token stored
      WHERE valid_date >= $1::date AND NOT EXISTS (SELECT FROM (${LISTED}) listed WHERE ${SAME_USER})`,
    parameters,
  },
];
