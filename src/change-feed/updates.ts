import { Injectable } from '@nestjs/common';
import { type BackendDefinition, VersionReader } from '../backend-definitions/index.js';
import { Configuration } from '../configuration/index.js';
import { type RegistryState, type Revision, revisionAt } from '../database/index.js';
import { type Counter, Metrics } from '../metrics/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { WallClock } from '../time/index.js';
import { DELTA_BY_CHANGE } from './delta-by-change.js';
import { DELTA_BY_OWNER } from './delta-by-owner.js';
import type { DeltaRecord } from './delta.js';
import type { FeedQueries } from './feed-query.js';
import { FeedReader } from './feed-reader.js';
import { type Identified, type PageRequest, type PageStart, toPage } from './page.js';
import { checkPage, splitState } from './registry-state.js';
import { checkSince, type Since } from './since.js';

/** A page of the delta: what to put in place of what the client has, and what to drop. */
export interface UpdatesPage {
  readonly asOf: Revision;
  readonly epoch: string;
  readonly updated: readonly BackendDefinition[];
  readonly removed: readonly Identified[];
  readonly next?: PageStart;
}

/**
 * delta(S, R) = visible(R) − visible(S), for one partner and the definitions of one role. Where it is known that nothing
 * concerned the partner since S, the delta is empty, and the database is not asked.
 */
@Injectable()
export class Updates {
  /** The ways to a delta, tried in turn until one does not give up; what they answer is the same. The tests take one away. */
  ways: readonly FeedQueries<DeltaRecord>[] = [DELTA_BY_CHANGE, DELTA_BY_OWNER];

  private readonly polls: Counter<'answered_from'>;

  constructor(
    private readonly reader: FeedReader,
    private readonly versions: VersionReader,
    private readonly configuration: Configuration,
    private readonly wallClock: WallClock,
    metrics: Metrics,
  ) {
    this.polls = metrics.counter(POLLS, [FROM_MEMORY, FROM_DATABASE]);
  }

  /** @throws RegistryError `since-in-future`, `before-retention`, `epoch-changed`, `invalid-parameter`, `page-outdated` */
  async page(viewer: PartnerId, role: Role, since: Since, request: PageRequest): Promise<UpdatesPage> {
    const quiet = request.start ? undefined : this.reader.quietSince(viewer, since.from);
    this.polls.inc(quiet ? FROM_MEMORY : FROM_DATABASE);
    if (!quiet) return this.read(viewer, role, since, request);
    this.checkSince(since, quiet);
    return { asOf: quiet.present, epoch: quiet.epoch, updated: [], removed: [] };
  }

  private async read(
    viewer: PartnerId,
    role: Role,
    since: Since,
    request: PageRequest,
  ): Promise<UpdatesPage> {
    const records = await this.records(viewer, role, since, request);
    const { state, found } = splitState(records);
    this.checkSince(since, state);
    checkPage(state);
    const { rows, ...next } = toPage(found, request.limit);
    return {
      asOf: state.as_of,
      epoch: state.epoch,
      updated: rows.filter(({ removed }) => !removed).map(this.versions.read),
      removed: rows.filter(({ removed }) => removed).map(toIdentified),
      ...next,
    };
  }

  private async records(
    viewer: PartnerId,
    role: Role,
    since: Since,
    { limit, start, binding }: PageRequest,
  ): Promise<DeltaRecord[]> {
    const { partnerId = '', backendId = '' } = start?.after ?? {};
    const place = [viewer, start?.asOf ?? null, partnerId, backendId, limit + 1];
    const parameters = [...place, since.from, since.until, revisionAt(this.configuration.clockTolerance)];
    for (const queries of this.ways) {
      const query = queries(role, binding)[start ? 'continued' : 'first'];
      const records = await this.reader.rows(query, parameters, viewer, namedState(since, start));
      if (!records[0]?.is_given_up) return records;
    }
    throw new Error('No way led to a delta.');
  }

  private checkSince(since: Since, state: RegistryState): void {
    const { clockTolerance, retention } = this.configuration;
    const now = this.wallClock.now();
    const horizon = Math.max(state.horizon, revisionAt(now - retention)) as Revision;
    checkSince(since, state, horizon, { now, tolerance: clockTolerance });
  }
}

const POLLS = {
  name: 'polls_total',
  help:
    'Looks for updates, of polls by whatever interface, of those that wait and of streams: answered from memory, as ' +
    'nothing has changed for the caller, or by asking the database.',
  labels: ['answered_from'],
} as const;
const FROM_MEMORY = { answered_from: 'memory' };
const FROM_DATABASE = { answered_from: 'database' };

/** The last state that the client has of what the registry told it, if it says so exactly. */
function namedState(since: Since, start: PageStart | undefined): Revision | undefined {
  return start?.asOf ?? (since.isExact ? since.named : undefined);
}

function toIdentified({ partner_id, backend_id }: DeltaRecord): Identified {
  return { partnerId: partner_id, backendId: backend_id };
}
