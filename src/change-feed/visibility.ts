import type { Role } from '../partners/index.js';

/**
 * THE definition of visibility; every read of another partner's data goes through it. SQL of all there is to see of
 * the definitions of one role, one row for each stretch of revisions `[visible_from, visible_to)` in which one version
 * of a definition could be seen by one partner (`viewer`): while the version was valid, its owner and the viewer had a
 * roaming connection, and both were admitted.
 *
 * A row names its version by the primary key of `backend_definition`. `sight_to` says until when the viewer could see
 * the owner at all, whatever became of the definition.
 *
 * `lower` and `upper` bound the revisions of interest (SQL expressions): only stretches that touch `[lower, upper]` are
 * guaranteed to be there. Each interval is bounded by itself, so that old history is left alone by way of an index.
 *
 * @param versions the versions to look among: a table expression with the columns of `backend_definition`'s interval
 */
export function visibility(
  role: Role,
  lower: string,
  upper: string,
  versions = 'backend_definition',
): string {
  const { owner, viewer } = SIDES[role];
  const touches = (alias: string) => `${alias}.revision_from <= ${upper} AND ${alias}.revision_to > ${lower}`;
  return `
    SELECT connection.${viewer} AS viewer,
      definition.role, connection.${owner} AS partner_id, definition.backend_id, definition.revision_from,
      stretch.visible_from, stretch.visible_to, stretch.sight_to
    FROM roaming_connection connection
    JOIN partner_admission viewed ON viewed.partner_id = connection.${owner} AND ${touches('viewed')}
    JOIN partner_admission viewing ON viewing.partner_id = connection.${viewer} AND ${touches('viewing')}
    JOIN ${versions} definition
      ON definition.partner_id = connection.${owner} AND definition.role = '${role}' AND ${touches('definition')}
    CROSS JOIN LATERAL (
      SELECT greatest(definition.revision_from, connection.revision_from, viewed.revision_from, viewing.revision_from)
          AS visible_from,
        least(definition.revision_to, connection.revision_to, viewed.revision_to, viewing.revision_to) AS visible_to,
        least(connection.revision_to, viewed.revision_to, viewing.revision_to) AS sight_to
    ) stretch
    WHERE ${touches('connection')} AND stretch.visible_from < stretch.visible_to`;
}

/** Providers see the definitions of operators, operators those of providers. */
export const SIDES: Readonly<Record<Role, { owner: string; viewer: string }>> = {
  operator: { owner: 'operator_partner_id', viewer: 'provider_partner_id' },
  provider: { owner: 'provider_partner_id', viewer: 'operator_partner_id' },
};
