import type { ChangeSource } from '../change-signal/index.js';
import type { Role } from '../partners/index.js';
import { SIDES } from './visibility.js';

/**
 * Whose view may have changed: whoever was connected at any moment between with one whose versions or admission began
 * or ended, and both sides of connections that did. It decides nothing: what a change comes to is for `visibility` to
 * say, and may be nothing.
 */
export const SIGHT_CHANGES: ChangeSource = {
  subject: 'sight',
  changes: (lower, upper) => {
    const bounds = { lower, upper };
    return [
      changedConnections(bounds, 'operator'),
      changedConnections(bounds, 'provider'),
      happened('partner_admission', bounds),
      connectedWith(`(${happened('partner_admission', bounds)})`, bounds, 'operator'),
      connectedWith(`(${happened('partner_admission', bounds)})`, bounds, 'provider'),
      connectedWith(`(${happened('backend_definition', bounds, `role = 'operator'`)})`, bounds, 'operator'),
      connectedWith(`(${happened('backend_definition', bounds, `role = 'provider'`)})`, bounds, 'provider'),
    ].join(' UNION ALL ');
  },
};

interface Bounds {
  readonly lower: string;
  readonly upper: string;
}

/** SQL of the last revision at which an interval of a partner's began or ended. */
function happened(table: string, { lower, upper }: Bounds, condition = 'true'): string {
  const ends = ['revision_from', 'revision_to'].map(
    (end) =>
      `SELECT partner_id, ${end} AS revision FROM ${table}
       WHERE ${condition} AND ${end} > ${lower} AND ${end} <= ${upper}`,
  );
  return `SELECT partner_id, max(revision) AS revision FROM (${ends.join(' UNION ALL ')}) ends GROUP BY partner_id`;
}

/** SQL of the partners on one side of connections that were set or ended. */
function changedConnections({ lower, upper }: Bounds, role: Role): string {
  const ends = ['revision_from', 'revision_to'].map(
    (end) =>
      `SELECT ${SIDES[role].owner} AS partner_id, ${end} AS revision FROM roaming_connection
       WHERE ${end} > ${lower} AND ${end} <= ${upper}`,
  );
  return ends.join(' UNION ALL ');
}

/** SQL of those who could see something of these owners, in that role, at any moment between. */
function connectedWith(owners: string, { lower, upper }: Bounds, role: Role): string {
  const { owner, viewer } = SIDES[role];
  return `
    SELECT connection.${viewer} AS partner_id, owners.revision
    FROM ${owners} owners
    JOIN roaming_connection connection ON connection.${owner} = owners.partner_id
      AND connection.revision_from <= ${upper} AND connection.revision_to > ${lower}`;
}
