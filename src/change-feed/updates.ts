import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type BackendDefinition, fromRecord } from '../backend-definitions/index.js';
import { ChangeSignal } from '../change-signal/index.js';
import { Configuration } from '../configuration/index.js';
import { type RegistryState, type Revision, revisionAt } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { WallClock } from '../time/index.js';
import { changedVersions } from './changed-versions.js';
import { feedQueries, VIEWER, VISIBLE_AS_OF } from './feed-query.js';
import { type FeedRecord, type Identified, type PageRequest, type PageStart, toPage } from './page.js';
import { checkPage, splitState } from './registry-state.js';
import { SIGHT_CHANGES } from './sight-changes.js';
import { checkSince, type Since } from './since.js';
import { visibility } from './visibility.js';

/** A page of the delta: what to put in place of what the client has, and what to drop. */
export interface UpdatesPage {
  readonly asOf: Revision;
  readonly updated: readonly BackendDefinition[];
  readonly removed: readonly Identified[];
  readonly next?: PageStart;
}

type UpdateRecord = FeedRecord & { removed: boolean };

/**
 * delta(S, R) = visible(R) − visible(S), for one partner and the definitions of one role. Where it is known that nothing
 * concerned the partner since S, the delta is empty, and the database is not asked.
 */
@Injectable()
export class Updates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signal: ChangeSignal,
    private readonly configuration: Configuration,
    private readonly wallClock: WallClock,
  ) {
    signal.addSource(SIGHT_CHANGES);
  }

  /** @throws RegistryError `since-in-future`, `before-retention`, `invalid-parameter`, `page-outdated` */
  async page(viewer: PartnerId, role: Role, since: Since, request: PageRequest): Promise<UpdatesPage> {
    const quiet = request.start ? undefined : this.signal.quietSince('sight', viewer, since.from);
    if (!quiet) return this.read(viewer, role, since, request);
    this.checkSince(since, quiet);
    return { asOf: quiet.present, updated: [], removed: [] };
  }

  private async read(
    viewer: PartnerId,
    role: Role,
    since: Since,
    { limit, start, binding }: PageRequest,
  ): Promise<UpdatesPage> {
    const { partnerId = '', backendId = '' } = start?.after ?? {};
    const place = [viewer, start?.asOf ?? null, partnerId, backendId, limit + 1];
    const parameters = [...place, since.from, since.until, revisionAt(this.configuration.clockTolerance)];
    const sql = queries(role, binding)[start ? 'continued' : 'first'];
    const records: UpdateRecord[] = await this.dataSource.query(sql, parameters);
    const { state, found } = splitState(records);
    this.checkSince(since, state);
    checkPage(state);
    const { rows, ...next } = toPage(found, limit);
    return {
      asOf: state.as_of,
      updated: rows.filter(({ removed }) => !removed).map(fromRecord),
      removed: rows.filter(({ removed }) => removed).map(toIdentified),
      ...next,
    };
  }

  private checkSince(since: Since, state: RegistryState): void {
    const { clockTolerance, retention } = this.configuration;
    const now = this.wallClock.now();
    const horizon = Math.max(state.horizon, revisionAt(now - retention)) as Revision;
    checkSince(since, { present: state.present, horizon }, now, clockTolerance);
  }
}

function toIdentified({ partner_id, backend_id }: UpdateRecord): Identified {
  return { partnerId: partner_id, backendId: backend_id };
}

/**
 * The range of states the client's copy may be of, cut off at the state it is brought to. An exact time ahead of that
 * state is no `asOf` of ours: it comes from a clock that writes microseconds, and is taken for what it is.
 */
const FROM = `least(
  CASE WHEN $6::bigint = $7::bigint AND $6::bigint > state.as_of THEN $6::bigint - $8::bigint ELSE $6::bigint END,
  state.as_of)`;
const UNTIL = 'least($7::bigint, state.as_of)';

/**
 * Updated: visible as of R, unless that version was visible throughout the range, so that every copy has it. Removed:
 * identities visible at any moment of the range, and not as of R. What was visible from before the range until after R
 * is left out first: nothing came of it, and for most callers that is nearly everything.
 */
const queries = feedQueries((role, versions) => {
  const changed = changedVersions(role, VIEWER, FROM, 'state.as_of', versions);
  return `SELECT partner_id, backend_id, max(revision_from) FILTER (WHERE is_visible) AS revision_from,
       NOT bool_or(is_visible) AS removed
     FROM (
       SELECT partner_id, backend_id, revision_from,
         bool_or(${VISIBLE_AS_OF}) AS is_visible,
         bool_or(visible_from <= ${FROM} AND visible_to > ${UNTIL}) AS is_held,
         bool_or(visible_from <= ${UNTIL} AND visible_to > ${FROM}) AS was_visible
       FROM (${visibility(role, FROM, 'state.as_of', changed)}) stretch
       WHERE viewer = ${VIEWER} AND (visible_from > ${FROM} OR visible_to <= state.as_of)
       GROUP BY partner_id, backend_id, revision_from
     ) of_version
     GROUP BY partner_id, backend_id
     HAVING bool_or(is_visible AND NOT is_held) OR bool_or(was_visible) AND NOT bool_or(is_visible)`;
});
