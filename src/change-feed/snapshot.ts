import { Injectable } from '@nestjs/common';
import { type BackendDefinition, VersionReader } from '../backend-definitions/index.js';
import type { Revision } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { feedQueries } from './feed-query.js';
import { FeedReader } from './feed-reader.js';
import { type FeedRecord, type PageRequest, type PageStart, toPage } from './page.js';
import { checkPage, splitState } from './registry-state.js';
import { visibleAsOf } from './visible-as-of.js';

/** A page of visible(P, R). */
export interface SnapshotPage {
  readonly asOf: Revision;
  readonly epoch: string;
  readonly items: readonly BackendDefinition[];
  readonly next?: PageStart;
}

/** Everything a partner may see of the definitions of one role, in one state of the registry. */
@Injectable()
export class Snapshot {
  constructor(
    private readonly reader: FeedReader,
    private readonly versions: VersionReader,
  ) {}

  /** @throws RegistryError `invalid-parameter`, `page-outdated`, `epoch-changed` for a `start` that does not hold (any more) */
  async page(viewer: PartnerId, role: Role, { limit, start, binding }: PageRequest): Promise<SnapshotPage> {
    const { partnerId = '', backendId = '' } = start?.after ?? {};
    const parameters = [viewer, start?.asOf ?? null, partnerId, backendId, limit + 1];
    const query = queries(role, binding)[start ? 'continued' : 'first'];
    const records = await this.reader.rows(query, parameters, viewer, start?.asOf);
    const { state, found } = splitState(records);
    checkPage(state);
    const { rows, ...next } = toPage(found, limit);
    return { asOf: state.as_of, epoch: state.epoch, items: rows.map(this.versions.read), ...next };
  }
}

const PLACE = {
  afterPartner: 'state.after_partner',
  afterBackend: 'state.after_backend',
  most: '(SELECT most FROM state)',
};

const queries = feedQueries<FeedRecord>({
  rows: (role, versions) => `SELECT *, false AS removed FROM (${visibleAsOf(role, versions, PLACE)}) visible`,
});
