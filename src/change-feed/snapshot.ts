import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BackendDefinition } from '../backend-definitions/index.js';
import type { Revision } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { feedPage, VIEWER, VISIBLE_AS_OF } from './feed-query.js';
import { cutPage, type PageRequest, type PageStart, toVisible, type VisibleRecord } from './page.js';
import { checkPage, type StateRecord } from './registry-state.js';
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
    const records: (StateRecord & VisibleRecord)[] = await this.dataSource.query(QUERIES[role], parameters);
    const [state] = records;
    if (!state) throw new Error('The registry clock has no row.');
    checkPage(state);
    const found = records.filter(({ partner_id }) => partner_id !== null);
    const page = cutPage(found, limit, state.as_of);
    return { asOf: state.as_of, items: page.records.map(toVisible), ...(page.next && { next: page.next }) };
  }
}

const QUERIES: Readonly<Record<Role, string>> = { operator: query('operator'), provider: query('provider') };

function query(role: Role): string {
  return feedPage(
    role,
    `SELECT visible.* FROM (${visibility(role, 'state.as_of', 'state.as_of')}) visible
     WHERE viewer = ${VIEWER} AND ${VISIBLE_AS_OF}`,
  );
}
