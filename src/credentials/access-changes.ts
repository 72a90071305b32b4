import type { ChangeSource } from '../change-signal/index.js';

/** Who has been suspended or admitted again, and whose credentials have been revoked. */
export const ACCESS_CHANGES: ChangeSource = {
  subject: 'access',
  changes: (lower, upper) => {
    const within = (column: string) => `${column} > ${lower} AND ${column} <= ${upper}`;
    return `
      SELECT partner_id, revision_from AS revision FROM partner_admission WHERE ${within('revision_from')}
      UNION ALL
      SELECT partner_id, revision_to FROM partner_admission WHERE ${within('revision_to')}
      UNION ALL
      SELECT partner_id, revoked_in FROM credential WHERE ${within('revoked_in')}`;
  },
};
