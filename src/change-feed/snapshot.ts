import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BackendDefinition } from '../backend-definitions/index.js';
import type { Revision } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { type FeedQuery, feedQuery, VIEWER, VISIBLE_AS_OF } from './feed-query.js';
import { cutPage, type PageRequest, type PageStart, toVisible, type VisibleRecord } from './page.js';
import { checkPage, splitState, type StateRecord } from './registry-state.js';
import { visibility } from './visibility.js';

/** A page of visible(P, R). */
export interface SnapshotPage {
  readonly asOf: Revision;
  readonly items: readonly BackendDefinition[];
  readonly next?: PageStart;
}

/** Everything a partner may see of the definitions of one role, in one state of the registry. */
@Injectable()
export class Snapshot {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws RegistryError `invalid-parameter`, `page-outdated` for a `start` that does not hold (any more) */
  async page(viewer: PartnerId, role: Role, { limit, start }: PageRequest): Promise<SnapshotPage> {
    const { partnerId = '', backendId = '' } = start?.after ?? {};
    const parameters = [viewer, start?.asOf ?? null, partnerId, backendId, limit + 1];
    const sql = QUERIES[role][start ? 'continued' : 'first'];
    const records: (StateRecord & VisibleRecord)[] = await this.dataSource.query(sql, parameters);
    const { state, found } = splitState(records);
    checkPage(state);
    const page = cutPage(found, limit, state.as_of);
    return { asOf: state.as_of, items: page.records.map(toVisible), ...(page.next && { next: page.next }) };
  }
}

const QUERIES: Readonly<Record<Role, FeedQuery>> = { operator: query('operator'), provider: query('provider') };

function query(role: Role): FeedQuery {
  const visible = visibility(role, 'state.as_of', 'state.as_of');
  return feedQuery(
    role,
    `SELECT *, false AS removed FROM (${visible}) visible WHERE viewer = ${VIEWER} AND ${VISIBLE_AS_OF}`,
  );
}
