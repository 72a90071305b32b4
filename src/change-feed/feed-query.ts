import { type Binding, boundedPage, VERSION_CONTENT } from '../backend-definitions/index.js';
import type { Role } from '../partners/index.js';
import { visibility } from './visibility.js';

/** Parameters that every feed query begins with, in this order. */
export const VIEWER = '$1';
const AS_OF = '$2';
const AFTER_PARTNER = '$3';
const AFTER_BACKEND = '$4';
const LIMIT = '$5';

/** SQL condition: the stretch covers the state that the answer is of. */
export const VISIBLE_AS_OF = 'visible_from <= state.as_of AND visible_to > state.as_of';

/** The SQL of an answer: of its first page, and of those that go on in the state that the first was of. */
export interface FeedQuery {
  readonly first: string;
  readonly continued: string;
}

/** The queries for each role, of all backends and of those that are spoken to in one way. */
export type FeedQueries = (role: Role, binding?: Binding) => FeedQuery;

/** @param rows SQL of the whole answer, given the table expression of the versions to look among */
export function feedQueries(rows: (role: Role, versions: string) => string): FeedQueries {
  const query = (role: Role, versions: string) => feedQuery(role, versions, rows(role, versions));
  const queriesOf = (role: Role) => ({
    every: query(role, 'backend_definition'),
    soap: query(role, spokenToBy('soap')),
    json: query(role, spokenToBy('json')),
  });
  const queries = { operator: queriesOf('operator'), provider: queriesOf('provider') };
  return (role, binding) => queries[role][binding ?? 'every'];
}

function spokenToBy(binding: Binding): string {
  return `(SELECT * FROM backend_definition WHERE binding = '${binding}')`;
}

/**
 * The query of one page is one statement, so that the state, the horizon and the rows are of one moment. Where there
 * are no rows, one comes back all the same and tells the state.
 * @param rows SQL of the whole answer in terms of `state`: `partner_id`, `backend_id`, `revision_from`, `removed`
 */
function feedQuery(role: Role, versions: string, rows: string): FeedQuery {
  return { first: feedPage(role, rows, 'false'), continued: feedPage(role, rows, lostSight(role, versions)) };
}

function feedPage(role: Role, rows: string, lost: string): string {
  const page = `
    SELECT state.*, keys.*, ${VERSION_CONTENT}
    FROM state
    LEFT JOIN LATERAL (
      SELECT partner_id, backend_id, revision_from, removed FROM (${rows}) answer
      WHERE partner_id >= ${AFTER_PARTNER} AND (partner_id, backend_id) > (${AFTER_PARTNER}, ${AFTER_BACKEND})
      ORDER BY partner_id, backend_id LIMIT ${LIMIT}
    ) keys ON true
    LEFT JOIN backend_definition version
      ON (version.partner_id, version.role, version.backend_id, version.revision_from)
        = (keys.partner_id, '${role}', keys.backend_id, keys.revision_from)`;
  return `
    WITH registry AS (
      SELECT revision AS present, horizon, coalesce(${AS_OF}::bigint, revision) AS as_of FROM registry_clock
    ),
    state AS MATERIALIZED (SELECT registry.*, ${lost} AS lost_sight FROM registry)
    ${boundedPage(page, 'partner_id, backend_id')}`;
}

/** SQL: something that is part of this state can not be seen by the viewer any more, its owner being out of sight. */
function lostSight(role: Role, versions: string): string {
  return `EXISTS (
    SELECT FROM (${visibility(role, 'registry.as_of', 'registry.as_of', versions)}) seen
    WHERE viewer = ${VIEWER} AND visible_from <= registry.as_of AND visible_to > registry.as_of
      AND sight_to <= registry.present)`;
}
