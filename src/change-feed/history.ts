import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type BackendDefinition,
  boundedPage,
  cutPage,
  fromRecord,
  VERSION_CONTENT,
} from '../backend-definitions/index.js';
import { Configuration } from '../configuration/index.js';
import { type Revision, revisionAt } from '../database/index.js';
import { type PartnerId, PartnerReader, type Role, ROLES } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import { WallClock } from '../time/index.js';
import { VISIBLE_AS_OF } from './feed-query.js';
import type { Moment } from './moment.js';
import type { FeedRecord, Identified } from './page.js';
import { splitState, type StateRecord } from './registry-state.js';
import { beforeRetention } from './since.js';
import { visibility } from './visibility.js';

/** A definition and the role it was published in. */
export type SeenDefinition = BackendDefinition & { readonly role: Role };

/** Where a page begins, among the definitions of both roles. */
export interface HistoryPageStart {
  readonly asOf: Revision;
  readonly after: Identified & { readonly role: Role };
}

export interface HistoryPage {
  readonly asOf: Revision;
  readonly items: readonly SeenDefinition[];
  readonly next?: HistoryPageStart;
}

type SeenRecord = FeedRecord & { readonly role: Role };

/** What any partner could see at any moment of the retention time: for clearing-house staff only. */
@Injectable()
export class History {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: Configuration,
    private readonly partners: PartnerReader,
    private readonly wallClock: WallClock,
  ) {}

  /**
   * The state at that moment; without one, the present state.
   * @throws RegistryError `not-found`, `before-retention`, `invalid-parameter` for a moment that has not come yet
   */
  async page(
    viewer: PartnerId,
    at: Moment | undefined,
    limit: number,
    start?: HistoryPageStart,
  ): Promise<HistoryPage> {
    await this.partners.get(viewer);
    const asOf = start?.asOf ?? at?.from ?? null;
    const { role = '', partnerId = '', backendId = '' } = start?.after ?? {};
    const parameters = [viewer, asOf, role, partnerId, backendId, limit + 1];
    const records: SeenRecord[] = await this.dataSource.query(QUERY, parameters);
    const { state, found } = splitState(records);
    this.check(state, asOf ?? state.present);
    const { rows, hasMore } = cutPage(found, limit);
    const items = rows.map((record) => ({ ...fromRecord(record), role: record.role }));
    const last = hasMore ? items.at(-1) : undefined;
    return { asOf: state.as_of, items, ...(last && { next: { asOf: state.as_of, after: last } }) };
  }

  private check({ present, horizon }: StateRecord, asked: number): void {
    const now = this.wallClock.now();
    if (asked > Math.max(present, revisionAt(now))) throw inFuture();
    const oldest = Math.max(horizon, revisionAt(now - this.configuration.retention));
    if (asked < oldest && asked < present) throw beforeRetention('at');
  }
}

function inFuture(): RegistryError {
  const fields = [{ path: ['at'], detail: 'must not lie in the future' }];
  return new RegistryError('invalid-parameter', 'at lies in the future.', fields);
}

const PAGE = `
  SELECT state.*, keys.*, ${VERSION_CONTENT}
  FROM (
    SELECT revision AS present, horizon, least($2::bigint, revision) AS as_of, false AS lost_sight FROM registry_clock
  ) state
  LEFT JOIN LATERAL (
    SELECT role, partner_id, backend_id, revision_from
    FROM (${ROLES.map((role) => visibility(role, 'state.as_of', 'state.as_of')).join(' UNION ALL ')}) visible
    WHERE viewer = $1 AND ${VISIBLE_AS_OF} AND (role, partner_id, backend_id) > ($3, $4, $5)
    ORDER BY role, partner_id, backend_id LIMIT $6
  ) keys ON true
  LEFT JOIN backend_definition version
    ON (version.partner_id, version.role, version.backend_id, version.revision_from)
      = (keys.partner_id, keys.role, keys.backend_id, keys.revision_from)`;

const QUERY = boundedPage(PAGE, 'role, partner_id, backend_id');
