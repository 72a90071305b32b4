import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type UndisclosedDefinition,
  VERSION_CONTENT,
  versionAt,
  withoutTokens,
} from '../backend-definitions/index.js';
import { Configuration } from '../configuration/index.js';
import {
  boundedPage,
  cutPage,
  PreparedQuery,
  REGISTRY_STATE,
  type Revision,
  revisionAt,
} from '../database/index.js';
import { type PartnerId, PartnerReader, type Role, ROLES } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import { WallClock } from '../time/index.js';
import type { Moment } from './moment.js';
import type { FeedRecord, Identified } from './page.js';
import { splitState, type StateRecord } from './registry-state.js';
import { beforeRetention } from './since.js';
import { visibleAsOf } from './visible-as-of.js';

/** Where a page begins, among the definitions of both roles. */
export interface HistoryPageStart {
  readonly asOf: Revision;
  readonly after: Identified & { readonly role: Role };
}

export interface HistoryPage {
  readonly asOf: Revision;
  readonly items: readonly UndisclosedDefinition[];
  readonly next?: HistoryPageStart;
}

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
    const records = await QUERY.rows(this.dataSource, parameters);
    const { state, found } = splitState(records);
    this.check(state, asOf ?? state.present);
    const { rows, hasMore } = cutPage(found, limit);
    const items = rows.map(withoutTokens);
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

/** Of one role: from its beginning, unless the page begins within it; nothing once the page is past it. */
function seen(role: Role): string {
  const within = (place: string) => `CASE WHEN state.after_role = '${role}' THEN ${place} ELSE '' END`;
  const place = { afterPartner: within('state.after_partner'), afterBackend: within('state.after_backend') };
  const visible = visibleAsOf(role, 'backend_definition', { ...place, most: '(SELECT most FROM state)' });
  return `
    (SELECT visible.* FROM (${visible}) visible
     WHERE state.after_role <= '${role}' ORDER BY partner_id, backend_id LIMIT (SELECT most FROM state))`;
}

const PAGE = `
  SELECT state.present, state.horizon, state.epoch, state.epoch_began, state.as_of, false AS lost_sight, false AS is_given_up,
    keys.partner_id, keys.backend_id, keys.revision_from, ${VERSION_CONTENT}
  FROM state
  LEFT JOIN LATERAL (
    SELECT * FROM (${ROLES.map(seen).join(' UNION ALL ')}) seen
    ORDER BY role, partner_id, backend_id LIMIT (SELECT most FROM state)
  ) keys ON true
  LEFT JOIN ${versionAt('keys.ctid')} ON true`;

const QUERY = new PreparedQuery<FeedRecord>(`
  WITH state AS MATERIALIZED (
    SELECT ${REGISTRY_STATE}, least($2::bigint, revision) AS as_of, $1::text AS viewer,
      $3::text AS after_role, $4::text AS after_partner, $5::text AS after_backend, $6::bigint AS most
    FROM registry_clock WHERE id = 1
  )
  ${boundedPage(PAGE, 'role, partner_id, backend_id')}`);
