import type { Role } from '../partners/index.js';

/** Where to look for what a partner can see: SQL, all of it. */
export interface Look {
  readonly viewer: string;
  /**
   * Those to look at: a table expression with a column `partner_id`. It decides nothing: whoever is not in the viewer's
   * sight is left out. What is seen of one who is there twice comes twice.
   */
  readonly owners: string;
  /**
   * Versions of definitions of the owner at hand: a table expression that may begin with `LATERAL`, and then refer to
   * `owner`, the row of `owners`.
   */
  readonly versions: string;
  /** Bounds of the revisions of interest: only stretches that touch `[lower, upper]` are guaranteed to be there. */
  readonly lower: string;
  readonly upper: string;
}

/**
 * THE definition of visibility; every read of another partner's data goes through it. SQL of what the viewer sees of
 * the definitions of one role, one row for each stretch of revisions `[visible_from, visible_to)` in which it could see
 * one version of a definition: while the version was valid, its owner and the viewer had a roaming connection, and both
 * were admitted.
 *
 * A row names its version by the primary key of `backend_definition`, and by where it is stored (`ctid`), which holds for
 * as long as the statement runs. `sight_to` says until when the viewer could see
 * the owner at all, whatever became of the definition.
 *
 * `OFFSET 0` keeps PostgreSQL from another order of the joins than this one: from the owners outward, by keys. It can
 * not know how few owners there are, and would read whole tables instead.
 */
export function visibility(role: Role, { viewer, owners, versions, lower, upper }: Look): string {
  const side = SIDES[role];
  const touches = (alias: string) => `${alias}.revision_from <= ${upper} AND ${alias}.revision_to > ${lower}`;
  return `
    SELECT owner.partner_id, definition.role, definition.backend_id, definition.revision_from, definition.ctid,
      stretch.visible_from, stretch.visible_to, sight.sight_to
    FROM ${owners} owner
    CROSS JOIN LATERAL (
      SELECT greatest(connection.revision_from, viewed.revision_from, viewing.revision_from) AS sight_from,
        least(connection.revision_to, viewed.revision_to, viewing.revision_to) AS sight_to
      FROM roaming_connection connection
      JOIN partner_admission viewed ON viewed.partner_id = connection.${side.owner} AND ${touches('viewed')}
      JOIN partner_admission viewing ON viewing.partner_id = connection.${side.viewer} AND ${touches('viewing')}
      WHERE connection.${side.owner} = owner.partner_id AND connection.${side.viewer} = ${viewer}
        AND ${touches('connection')}
      OFFSET 0
    ) sight
    JOIN ${versions} definition
      ON definition.partner_id = owner.partner_id AND definition.role = '${role}' AND ${touches('definition')}
    CROSS JOIN LATERAL (
      SELECT greatest(definition.revision_from, sight.sight_from) AS visible_from,
        least(definition.revision_to, sight.sight_to) AS visible_to
    ) stretch
    WHERE stretch.visible_from < stretch.visible_to`;
}

/** Providers see the definitions of operators, operators those of providers. */
export const SIDES: Readonly<Record<Role, { owner: string; viewer: string }>> = {
  operator: { owner: 'operator_partner_id', viewer: 'provider_partner_id' },
  provider: { owner: 'provider_partner_id', viewer: 'operator_partner_id' },
};
