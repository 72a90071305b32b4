import type { Role } from '../partners/index.js';
import { SIDES } from './visibility.js';

/**
 * SQL of the versions whose visibility to one viewer may have begun or ended after `lower` and up to `upper`: a stretch
 * begins and ends with one of the intervals it is made of. It decides nothing, and only spares `visibility` the look
 * at everything else, which is nearly all there is; too many rows, or the same ones twice, do no harm, too few would lose
 * a change.
 * @param owners the table expression of `changedOwners` in the same bounds
 * @param versions the versions to look among: a table expression like `backend_definition`
 */
export function changedVersions(
  role: Role,
  lower: string,
  upper: string,
  owners: string,
  versions: string,
): string {
  return `(
    SELECT ${VERSION} FROM ${versions} begun WHERE role = '${role}' AND ${within('revision_from', lower, upper)}
    UNION ALL
    SELECT ${VERSION} FROM ${versions} closed WHERE role = '${role}' AND ${within('revision_to', lower, upper)}
    UNION ALL
    SELECT touched.* FROM (SELECT DISTINCT partner_id FROM ${owners} owner) changed
    CROSS JOIN LATERAL (
      SELECT ${VERSION} FROM ${versions} version
      WHERE version.partner_id = changed.partner_id AND role = '${role}'
        AND revision_from <= ${upper} AND revision_to > ${lower}
      OFFSET 0
    ) touched
  )`;
}

/** So many versions are looked at one by one, and so many owners with all that they have; it takes some milliseconds. */
const FEW_VERSIONS = 10_000;
const FEW_OWNERS = 100;

/**
 * SQL: more than a few versions began or ended after `lower` and up to `upper`, in the whole registry, or more than a
 * few owners may have come into sight or gone from it.
 * @param owners the table expression of `changedOwners` in the same bounds
 */
export function manyChanges(lower: string, upper: string, owners: string): string {
  const some = ['revision_from', 'revision_to'].map(
    (end) => `(SELECT FROM backend_definition WHERE ${within(end, lower, upper)} LIMIT ${FEW_VERSIONS + 1})`,
  );
  return `(
    (SELECT count(*) > ${FEW_VERSIONS} FROM (${some.join(' UNION ALL ')}) changes)
    OR (SELECT count(*) > ${FEW_OWNERS} FROM ${owners} owner))`;
}

/** What tells a version, when it was valid, and where it is stored. */
export const VERSION = 'partner_id, role, backend_id, revision_from, revision_to, ctid';

/**
 * SQL of those who may have come into the viewer's sight, or gone from it, after `lower` and up to `upper`: a
 * connection has begun or ended since, or an admission of either side.
 */
export function changedOwners(role: Role, viewer: string, lower: string, upper: string): string {
  const { owner, viewer: side } = SIDES[role];
  const begun = within('revision_from', lower, upper);
  const closed = within('revision_to', lower, upper);
  const connected = `SELECT ${owner} AS partner_id FROM roaming_connection WHERE ${side} = ${viewer}`;
  const admission = (changed: string) => `
    SELECT partner_id FROM partner_admission WHERE ${changed} AND EXISTS (
      SELECT FROM roaming_connection WHERE ${owner} = partner_id AND ${side} = ${viewer} OFFSET 0)`;
  return `(
    ${connected} AND ${begun}
    UNION ALL ${connected} AND ${closed}
    UNION ALL ${admission(begun)}
    UNION ALL ${admission(closed)}
    UNION ALL ${connected} AND EXISTS (
      SELECT FROM partner_admission WHERE partner_id = ${viewer} AND (${begun} OR ${closed}) OFFSET 0)
  )`;
}

function within(revision: string, lower: string, upper: string): string {
  return `${revision} > ${lower} AND ${revision} <= ${upper}`;
}
