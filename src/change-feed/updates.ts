import { Injectable } from '@nestjs/common';
import { type BackendDefinition, fromRecord } from '../backend-definitions/index.js';
import { Configuration } from '../configuration/index.js';
import { type RegistryState, type Revision, revisionAt } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { WallClock } from '../time/index.js';
import { changedVersions, manyChanges } from './changed-versions.js';
import { feedQueries, VISIBLE_AS_OF } from './feed-query.js';
import { FeedReader } from './feed-reader.js';
import { type FeedRecord, type Identified, type PageRequest, type PageStart, toPage } from './page.js';
import { checkPage, splitState } from './registry-state.js';
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
    private readonly reader: FeedReader,
    private readonly configuration: Configuration,
    private readonly wallClock: WallClock,
  ) {}

  /** @throws RegistryError `since-in-future`, `before-retention`, `invalid-parameter`, `page-outdated` */
  async page(viewer: PartnerId, role: Role, since: Since, request: PageRequest): Promise<UpdatesPage> {
    const quiet = request.start ? undefined : this.reader.quietSince(viewer, since.from);
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
    const query = queries(role, binding)[start ? 'continued' : 'first'];
    const records = await this.reader.rows(query, parameters, viewer, namedState(since, start));
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

/** The last state that the client has of what the registry told it, if it says so exactly. */
function namedState(since: Since, start: PageStart | undefined): Revision | undefined {
  return start?.asOf ?? (since.isExact ? since.named : undefined);
}

function toIdentified({ partner_id, backend_id }: UpdateRecord): Identified {
  return { partnerId: partner_id, backendId: backend_id };
}

/**
 * `[lower, until]`, the range of states the client's copy may be of, cut off at the state it is brought to. An exact
 * time ahead of that state is no `asOf` of ours: it comes from a clock that writes microseconds, and is taken for what
 * it is.
 */
const LOWER = `
  least(CASE WHEN $6::bigint = $7::bigint AND $6 > registry.as_of THEN $6 - $8::bigint ELSE $6 END, registry.as_of)`;
const RANGE = `${LOWER} AS lower, least($7, registry.as_of) AS until,
  ${manyChanges(LOWER, 'registry.as_of')} AS is_long`;

/**
 * Updated: visible as of R, unless that version was visible throughout the range, so that every copy has it. Removed:
 * identities visible at any moment of the range, and not as of R. What was visible from before the range until after R
 * is left out first: nothing came of it, and for most callers that is nearly everything.
 */
const queries = feedQueries<UpdateRecord>({
  state: RANGE,
  rows: (role, versions) =>
    `SELECT partner_id, backend_id, max(revision_from) FILTER (WHERE is_visible) AS revision_from,
       max(ctid) FILTER (WHERE is_visible) AS ctid, NOT bool_or(is_visible) AS removed
     FROM (
       SELECT partner_id, backend_id, revision_from, ctid,
         bool_or(${VISIBLE_AS_OF}) AS is_visible,
         bool_or(visible_from <= state.lower AND visible_to > state.until) AS is_held,
         bool_or(visible_from <= state.until AND visible_to > state.lower) AS was_visible
       FROM (${changedVisibility(role, versions)}) stretch
       WHERE visible_from > state.lower OR visible_to <= state.as_of
       GROUP BY partner_id, backend_id, revision_from, ctid
     ) of_version
     GROUP BY partner_id, backend_id
     HAVING bool_or(is_visible AND NOT is_held) OR bool_or(was_visible) AND NOT bool_or(is_visible)`,
});

/** SQL of the stretches that began or ended since `lower`, among more: each version is looked at by itself. */
function changedVisibility(role: Role, versions: string): string {
  const range = { viewer: 'state.viewer', lower: 'state.lower', upper: 'state.as_of' };
  return visibility(role, {
    ...range,
    owners: changedVersions(role, range.viewer, range.lower, range.upper, 'state.is_long', versions),
    versions: 'LATERAL (SELECT owner.*)',
  });
}
