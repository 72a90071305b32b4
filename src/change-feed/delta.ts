import { VISIBLE_AS_OF } from './feed-query.js';
import type { FeedRecord } from './page.js';

/** A row of a delta: a version to put in place of what the client has, or an identity to drop. */
export type DeltaRecord = FeedRecord & { readonly removed: boolean };

/**
 * SQL of `[lower, until]`, the range of states the client's copy may be of, cut off at the state it is brought to. An
 * exact time ahead of that state is no `asOf` of ours: it comes from a clock that writes microseconds, and is taken for
 * what it is. Parameters: the range as the client named it, and the tolerance.
 */
export const RANGE = `
  least(CASE WHEN $6::bigint = $7::bigint AND $6 > registry.as_of THEN $6 - $8::bigint ELSE $6 END, registry.as_of)
    AS lower,
  least($7, registry.as_of) AS until`;

/**
 * SQL of delta(S, R), from stretches of what the viewer could see: all that began or ended in the range, and as many
 * others as you like. Updated: visible as of R, unless that version was visible throughout the range, so that every copy
 * has it. Removed: identities visible at any moment of the range, and not as of R. What was visible from before the range
 * until after R is left out first: nothing came of it, and for most callers that is nearly everything.
 */
export function deltaOf(stretches: string): string {
  return `
    SELECT partner_id, backend_id, max(revision_from) FILTER (WHERE is_visible) AS revision_from,
      max(ctid) FILTER (WHERE is_visible) AS ctid, NOT bool_or(is_visible) AS removed
    FROM (
      SELECT partner_id, backend_id, revision_from, ctid,
        bool_or(${VISIBLE_AS_OF}) AS is_visible,
        bool_or(visible_from <= state.lower AND visible_to > state.until) AS is_held,
        bool_or(visible_from <= state.until AND visible_to > state.lower) AS was_visible
      FROM (${stretches}) stretch
      WHERE visible_from > state.lower OR visible_to <= state.as_of
      GROUP BY partner_id, backend_id, revision_from, ctid
    ) of_version
    GROUP BY partner_id, backend_id
    HAVING bool_or(is_visible AND NOT is_held) OR bool_or(was_visible) AND NOT bool_or(is_visible)`;
}
