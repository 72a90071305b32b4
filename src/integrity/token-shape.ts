import { DAY } from '../backend-definitions/index.js';
import { SEALED_TOKEN } from '../token-encryption/index.js';

/** SQL condition: `token`, of a list, is one for a day, sealed or in clear. Whatever it is, that can be asked of it. */
const IS_TOKEN = `
  coalesce(token ->> 'validDate' ~ '${DAY.source}', false) AND CASE WHEN token ? 'sealed'
    THEN coalesce(token ->> 'sealed' ~ '${SEALED_TOKEN.source}', false)
    ELSE jsonb_typeof(token -> 'accessToken') IS NOT DISTINCT FROM 'string' AND token ->> 'accessToken' <> '' END`;

/** SQL of what is wrong with the form of a definition's tokens, null where nothing is. Never tells what they are. */
const FLAW = `
  CASE WHEN jsonb_typeof(tokens) IS DISTINCT FROM 'array' THEN 'has tokens that are no list' ELSE (
    SELECT format('has something that is no token among its tokens, as number %s', min(number))
    FROM jsonb_array_elements(tokens) WITH ORDINALITY AS listed (token, number)
    WHERE NOT (${IS_TOKEN}) HAVING count(*) > 0
  ) END`;

/** SQL of all definitions, with the `flaw` of each: dear, since it takes a regular expression for each token. */
const DEFINITIONS = `(SELECT *, ${FLAW} AS flaw FROM backend_definition) definition`;

/** SQL of the definitions whose tokens are not of their form: only that can be said of them. */
export const MISSHAPEN = `SELECT * FROM ${DEFINITIONS} WHERE flaw IS NOT NULL`;

/** SQL of each `token` of a list, beside its definition. Those of one with a `flaw` may be anything. */
export const LISTED_TOKENS = `
  SELECT definition.*, token
  FROM ${DEFINITIONS}, jsonb_array_elements(CASE jsonb_typeof(tokens) WHEN 'array' THEN tokens END) AS token`;
