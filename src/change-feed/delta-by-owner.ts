import type { Role } from '../partners/index.js';
import { VERSION } from './changed-versions.js';
import { type DeltaRecord, deltaOf, RANGE } from './delta.js';
import { feedQueries } from './feed-query.js';
import { SIDES, visibility } from './visibility.js';

/** SQL condition: the interval is of interest to the delta. */
const TOUCHED = 'revision_from <= state.as_of AND revision_to > state.lower';

/**
 * The way to a delta of which there may be much: the viewer's owners are gone through in the order of the pages, until
 * the page is full. So a page costs what its owners have, and not what the whole delta comes to.
 */
export const DELTA_BY_OWNER = feedQueries<DeltaRecord>({
  state: RANGE,
  rows: (role, versions) => `
    SELECT delta.* FROM ${owners(role)} connected
    CROSS JOIN LATERAL (
      SELECT * FROM (${deltaOf(visibilityOfOwner(role, versions))}) delta
      ORDER BY backend_id LIMIT (SELECT most FROM state)
    ) delta
    ORDER BY connected.partner_id FETCH FIRST (SELECT most FROM state) ROWS WITH TIES`,
});

/** Whoever was connected with the viewer at any moment of the range. */
function owners(role: Role): string {
  const { owner, viewer } = SIDES[role];
  return `(
    SELECT DISTINCT ${owner} AS partner_id FROM roaming_connection
    WHERE ${viewer} = state.viewer AND ${owner} >= state.after_partner AND ${TOUCHED}
    ORDER BY ${owner} OFFSET 0)`;
}

function visibilityOfOwner(role: Role, versions: string): string {
  return visibility(role, {
    viewer: 'state.viewer',
    owners: '(SELECT connected.partner_id)',
    // What was over before the range is most of what there is: an index on revision_to passes it by.
    versions: `LATERAL (
      SELECT * FROM (
        SELECT ${VERSION} FROM ${versions} version
        WHERE partner_id = owner.partner_id AND role = '${role}' AND ${TOUCHED} OFFSET 0
      ) touched
      WHERE backend_id > CASE WHEN partner_id = state.after_partner THEN state.after_backend ELSE '' END)`,
    lower: 'state.lower',
    upper: 'state.as_of',
  });
}
