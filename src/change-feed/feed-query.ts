import type { Role } from '../partners/index.js';
import { registryState } from './registry-state.js';
import { visibility } from './visibility.js';

/** Parameters that every feed query begins with, in this order. */
export const VIEWER = '$1';
export const AS_OF = '$2';
const AFTER_PARTNER = '$3';
const AFTER_BACKEND = '$4';
const LIMIT = '$5';

/** SQL condition: the stretch covers the state that the answer is of. */
export const VISIBLE_AS_OF = 'visible_from <= state.as_of AND visible_to > state.as_of';

/**
 * SQL of one page of an answer. It is one statement, so that the state, the horizon and the rows are of one moment;
 * where there are no rows, one comes back all the same and tells the state.
 * @param rows SQL of all rows of the answer, in terms of `state`
 */
export function feedPage(role: Role, rows: string): string {
  return `
    WITH registry AS (${registryState(AS_OF)}),
    state AS MATERIALIZED (SELECT *, ${AS_OF}::bigint IS NOT NULL AND ${lostSight(role)} AS lost_sight FROM registry)
    SELECT state.*, page.*
    FROM state
    LEFT JOIN LATERAL (
      SELECT * FROM (${rows}) answer
      WHERE (partner_id, backend_id) > (${AFTER_PARTNER}, ${AFTER_BACKEND})
      ORDER BY partner_id, backend_id LIMIT ${LIMIT}
    ) page ON true
    ORDER BY page.partner_id, page.backend_id`;
}

/** SQL: something that is part of this state can not be seen by the viewer any more, its owner being out of sight. */
function lostSight(role: Role): string {
  return `EXISTS (
    SELECT FROM (${visibility(role, 'registry.as_of', 'registry.as_of')}) seen
    WHERE viewer = ${VIEWER} AND visible_from <= registry.as_of AND visible_to > registry.as_of
      AND sight_to <= registry.present)`;
}
