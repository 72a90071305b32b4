import { dueDays, lacksToken } from '../backend-definitions/index.js';
import { REACHABLE } from './probe/index.js';

const DAY_LENGTH = 86_400_000;

/** A certificate that runs out sooner than this is said to: time enough to get another one. */
const SOON = 14 * DAY_LENGTH;

/** The values of the parameters that `healthOf` takes, $1 to $3. */
export function healthParameters(now: number, isProbing: boolean): [readonly string[], Date, boolean] {
  return [dueDays(now), new Date(now + SOON), isProbing];
}

/**
 * SQL of the health of definitions: `missing_tokens`, what the last probe found, and `states`, which are all that is
 * wrong, or `ok`. Where nothing is probed (any more), what was found once is left out: it may be long ago.
 * @param version table expression of the definitions, with `url` and `tokens`
 * @param columns which of them to return
 * @param results SQL of what is known of the URL of a `version`
 */
export function healthOf(version: string, columns: string, results: string): string {
  return `
    SELECT found.*, CASE WHEN cardinality(wrong) = 0 THEN ARRAY['ok'] ELSE wrong END AS states
    FROM (
      SELECT ${columns}, missing.tokens AS missing_tokens,
        health.outcome, health.probed_at, health.outcome_since, health.consecutive_failures, health.certificate_expires_at, health.begun,
        array_remove(ARRAY[
          CASE WHEN health.outcome <> '${REACHABLE}' THEN 'unreachable' END,
          CASE WHEN health.certificate_expires_at < $2::timestamptz THEN 'certificate-expiring' END,
          CASE WHEN cardinality(missing.tokens) > 0 THEN 'stale' END
        ], NULL) AS wrong
      FROM ${version} version
      LEFT JOIN LATERAL (${results}) health ON $3::boolean
      CROSS JOIN LATERAL (
        SELECT ARRAY(SELECT day FROM unnest($1::text[]) day WHERE ${lacksToken('day')} ORDER BY day) AS tokens
      ) missing
    ) found`;
}
