import { OPEN } from '../database/index.js';
import type { Role } from '../partners/index.js';
import { VERSION } from './changed-versions.js';
import { SIDES, visibility } from './visibility.js';

/** How far a page has come: SQL. */
export interface Place {
  readonly afterPartner: string;
  readonly afterBackend: string;
  /** How many rows are wanted. */
  readonly most: string;
}

/** SQL condition: the interval covers the state that the answer is of. */
const VALID = 'revision_from <= state.as_of AND revision_to > state.as_of';

/**
 * SQL of what `state.viewer` sees as of `state.as_of` behind a place: with all that is needed for the first rows in the
 * order of partner and backend, and with little more, so that a page costs what is on it. Owners come in their order, so
 * that nothing has to be sorted before the last one that is needed is known; of each there are no more definitions than
 * fill the page.
 */
export function visibleAsOf(role: Role, versions: string, place: Place): string {
  const visible = visibility(role, {
    viewer: 'state.viewer',
    owners: connectedOwners(role, place),
    versions: `LATERAL ${nextVersions(role, versions, place)}`,
    lower: 'state.as_of',
    upper: 'state.as_of',
  });
  return `
    SELECT * FROM (${visible}) visible WHERE visible_from <= state.as_of AND visible_to > state.as_of
    ORDER BY partner_id FETCH FIRST (${place.most}) ROWS WITH TIES`;
}

function connectedOwners(role: Role, { afterPartner }: Place): string {
  const { owner, viewer } = SIDES[role];
  return `(
    SELECT ${owner} AS partner_id FROM roaming_connection
    WHERE ${viewer} = state.viewer AND ${owner} >= ${afterPartner} AND ${VALID}
    ORDER BY ${owner} OFFSET 0)`;
}

/** Nearly all that is valid as of that state is so still: an index has these in order, and the few others are sorted. */
function nextVersions(role: Role, versions: string, { afterPartner, afterBackend, most }: Place): string {
  const behind = `CASE WHEN owner.partner_id = ${afterPartner} THEN ${afterBackend} ELSE '' END`;
  const some = (whichever: string) => `(
    SELECT ${VERSION} FROM ${versions} version
    WHERE partner_id = owner.partner_id AND role = '${role}' AND ${VALID} AND ${whichever} AND backend_id > ${behind}
    ORDER BY backend_id LIMIT ${most})`;
  return `(
    SELECT * FROM (${some(`revision_to = ${OPEN}`)} UNION ALL ${some(`revision_to < ${OPEN}`)}) valid
    ORDER BY backend_id LIMIT ${most})`;
}
