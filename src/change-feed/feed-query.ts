import { type Binding, VERSION_CONTENT, versionAt } from '../backend-definitions/index.js';
import { boundedPage, PreparedQuery, REGISTRY_STATE } from '../database/index.js';
import type { Role } from '../partners/index.js';
import { changedOwners, VERSION } from './changed-versions.js';
import type { FeedRecord } from './page.js';
import { visibility } from './visibility.js';

/** SQL condition: the stretch covers the state that the answer is of. */
export const VISIBLE_AS_OF = 'visible_from <= state.as_of AND visible_to > state.as_of';

/** The query of an answer: of its first page, and of those that go on in the state that the first was of. */
export interface FeedQuery<Row extends FeedRecord> {
  readonly first: PreparedQuery<Row>;
  readonly continued: PreparedQuery<Row>;
}

/** The queries for each role, of all backends and of those that are spoken to in one way. */
export type FeedQueries<Row extends FeedRecord> = (role: Role, binding?: Binding) => FeedQuery<Row>;

/** SQL of an answer, in terms of `state`. */
export interface FeedAnswer {
  /** What `state` holds beside what all have: expressions in terms of `registry` and of parameters from $6 on. */
  readonly state?: string;
  /** Tables that the rows are made from: common table expressions in terms of `state`. */
  readonly tables?: (role: Role) => string;
  /** Condition, in terms of `state` and the tables: there is no answer in this way, and no row is looked for. */
  readonly unless?: string;
  /**
   * The whole answer, of which the page is cut: `partner_id`, `backend_id`, `revision_from`, `removed`, and the `ctid` of the version.
   * @param versions the table expression of the versions to look among
   */
  readonly rows: (role: Role, versions: string) => string;
}

export function feedQueries<Row extends FeedRecord>(answer: FeedAnswer): FeedQueries<Row> {
  const query = (role: Role, versions: string) => ({
    first: new PreparedQuery<Row>(feedPage(role, versions, answer, 'false')),
    continued: new PreparedQuery<Row>(feedPage(role, versions, answer, lostSight(role, versions))),
  });
  const queriesOf = (role: Role) => ({
    every: query(role, 'backend_definition'),
    soap: query(role, spokenToBy('soap')),
    json: query(role, spokenToBy('json')),
  });
  const queries = { operator: queriesOf('operator'), provider: queriesOf('provider') };
  return (role, binding) => queries[role][binding ?? 'every'];
}

function spokenToBy(binding: Binding): string {
  return `(SELECT *, ctid FROM backend_definition WHERE binding = '${binding}')`;
}

/**
 * The query of one page is one statement, so that the state, the horizon and the rows are of one moment. Where there
 * are no rows, one comes back all the same and tells the state. Parameters: the viewer, the state or null, behind which
 * partner and backend, and how many rows. PostgreSQL meets them in `state` only, so that its plan is the same for all.
 */
function feedPage(role: Role, versions: string, answer: FeedAnswer, lost: string): string {
  const page = `
    SELECT state.present, state.horizon, state.epoch, state.epoch_began, state.as_of, verdict.lost_sight, verdict.is_given_up,
      keys.partner_id, keys.backend_id, keys.revision_from, keys.removed, ${VERSION_CONTENT}
    FROM state CROSS JOIN verdict
    LEFT JOIN LATERAL (
      SELECT * FROM (${answer.rows(role, versions)}) answer
      WHERE NOT verdict.is_given_up AND partner_id >= state.after_partner
        AND (partner_id, backend_id) > (state.after_partner, state.after_backend)
      ORDER BY partner_id, backend_id LIMIT (SELECT most FROM state)
    ) keys ON true
    LEFT JOIN ${versionAt('keys.ctid')} ON true`;
  return `
    WITH state AS MATERIALIZED (
      SELECT registry.*${answer.state ? `, ${answer.state}` : ''} FROM (
        SELECT ${REGISTRY_STATE}, coalesce($2, revision) AS as_of,
          $1::text AS viewer, $3::text AS after_partner, $4::text AS after_backend, $5::bigint AS most
        FROM registry_clock WHERE id = 1
      ) registry
    ),
    ${answer.tables ? `${answer.tables(role)},` : ''}
    verdict AS MATERIALIZED (SELECT ${lost} AS lost_sight, ${answer.unless ?? 'false'} AS is_given_up FROM state)
    ${boundedPage(page, 'partner_id, backend_id')}`;
}

/** SQL: something that is part of this state can not be seen by the viewer any more, its owner being out of sight. */
function lostSight(role: Role, versions: string): string {
  const seen = visibility(role, {
    viewer: 'state.viewer',
    owners: changedOwners(role, 'state.viewer', 'state.as_of', 'state.present'),
    versions: `LATERAL (
      SELECT ${VERSION} FROM ${versions} version
      WHERE partner_id = owner.partner_id AND role = '${role}'
        AND revision_from <= state.as_of AND revision_to > state.as_of
      OFFSET 0)`,
    lower: 'state.as_of',
    upper: 'state.as_of',
  });
  return `EXISTS (SELECT FROM (${seen}) seen WHERE ${VISIBLE_AS_OF} AND sight_to <= state.present)`;
}
