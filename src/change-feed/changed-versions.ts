import type { Role } from '../partners/index.js';
import { SIDES } from './visibility.js';

/**
 * SQL of the versions whose visibility to one viewer may have begun or ended after `lower` and up to `upper`: a stretch
 * begins and ends with one of the intervals it is made of. It decides nothing, and only spares `visibility` the look
 * at everything else, which is nearly all there is; too many rows do no harm, too few would lose a change.
 * @param versions the versions to look among, as of `visibility`
 */
export function changedVersions(
  role: Role,
  viewer: string,
  lower: string,
  upper: string,
  versions = 'backend_definition',
): string {
  const touched = `role = '${role}' AND revision_from <= ${upper} AND revision_to > ${lower}`;
  const begun = `revision_from > ${lower} AND revision_from <= ${upper}`;
  const closed = `revision_to > ${lower} AND revision_to <= ${upper}`;
  return `(
    SELECT ${VERSION} FROM ${versions} begun WHERE role = '${role}' AND ${begun}
    UNION
    SELECT ${VERSION} FROM ${versions} closed WHERE role = '${role}' AND ${closed}
    UNION
    SELECT ${VERSION} FROM ${versions} touched
    WHERE partner_id IN (${changedOwners(role, viewer, begun, closed)}) AND ${touched}
  )`;
}

const VERSION = 'partner_id, role, backend_id, revision_from, revision_to';

/** SQL of those who may have come into the viewer's sight, or gone from it, with all that they have published. */
function changedOwners(role: Role, viewer: string, begun: string, closed: string): string {
  const { owner, viewer: side } = SIDES[role];
  const connected = `SELECT ${owner} FROM roaming_connection WHERE ${side} = ${viewer}`;
  const changedAdmission = `SELECT FROM partner_admission WHERE partner_id = ${viewer} AND (${begun} OR ${closed})`;
  return `
    ${connected} AND ${begun}
    UNION ALL ${connected} AND ${closed}
    UNION ALL SELECT partner_id FROM partner_admission WHERE ${begun}
    UNION ALL SELECT partner_id FROM partner_admission WHERE ${closed}
    UNION ALL ${connected} AND EXISTS (${changedAdmission})`;
}
