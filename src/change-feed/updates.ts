import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BackendDefinition } from '../backend-definitions/index.js';
import { Configuration } from '../configuration/index.js';
import { type Revision, revisionAt } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { WallClock } from '../time/index.js';
import { feedPage, VIEWER, VISIBLE_AS_OF } from './feed-query.js';
import { cutPage, type Identified, type PageRequest, type PageStart, toVisible, type VisibleRecord } from './page.js';
import { checkPage, type StateRecord } from './registry-state.js';
import { checkSince, type Since } from './since.js';
import { visibility } from './visibility.js';

/** A page of the delta: what to put in place of what the client has, and what to drop. */
export interface UpdatesPage {
  readonly asOf: Revision;
  readonly updated: readonly BackendDefinition[];
  readonly removed: readonly Identified[];
  readonly next?: PageStart;
}

type UpdateRecord = StateRecord & VisibleRecord & { removed: boolean };

/** delta(S, R) = visible(R) − visible(S), for one partner and the definitions of one role. */
@Injectable()
export class Updates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: Configuration,
    private readonly wallClock: WallClock,
  ) {}

  /** @throws RegistryError `since-in-future`, `before-retention`, `invalid-parameter`, `page-outdated` */
  async page(viewer: PartnerId, role: Role, since: Since, { limit, start }: PageRequest): Promise<UpdatesPage> {
    const { partnerId = '', backendId = '' } = start?.after ?? {};
    const parameters = [viewer, start?.asOf ?? null, partnerId, backendId, limit + 1, since.from, since.until];
    const records: UpdateRecord[] = await this.dataSource.query(QUERIES[role], parameters);
    const [state] = records;
    if (!state) throw new Error('The registry clock has no row.');
    this.check(since, state);
    const found = records.filter(({ partner_id }) => partner_id !== null);
    const page = cutPage(found, limit, state.as_of);
    return {
      asOf: state.as_of,
      updated: page.records.filter(({ removed }) => !removed).map(toVisible),
      removed: page.records.filter(({ removed }) => removed).map(toIdentified),
      ...(page.next && { next: page.next }),
    };
  }

  private check(since: Since, state: StateRecord): void {
    const { clockTolerance, retention } = this.configuration;
    const now = this.wallClock.now();
    const horizon = Math.max(state.horizon, revisionAt(now - retention)) as Revision;
    checkSince(since, { present: state.present, horizon, asOf: state.as_of }, now, clockTolerance);
    checkPage(state);
  }
}

function toIdentified({ partner_id, backend_id }: UpdateRecord): Identified {
  return { partnerId: partner_id, backendId: backend_id };
}

/** The range of states the client's copy may be of, cut off at the state it is brought to. */
const FROM = 'least($6::bigint, state.as_of)';
const UNTIL = 'least($7::bigint, state.as_of)';

const QUERIES: Readonly<Record<Role, string>> = { operator: query('operator'), provider: query('provider') };

/**
 * Updated: visible as of R, unless the same version was visible throughout the range, so that every copy has it.
 * Removed: identities visible at any moment of the range, and not as of R.
 */
function query(role: Role): string {
  const seen = `(${visibility(role, FROM, 'state.as_of')})`;
  return feedPage(
    role,
    `SELECT false AS removed, visible.* FROM ${seen} visible
     WHERE viewer = ${VIEWER} AND ${VISIBLE_AS_OF} AND visible_from > ${FROM}
       AND NOT EXISTS (
         SELECT FROM ${seen} before
         WHERE before.viewer = ${VIEWER} AND before.partner_id = visible.partner_id
           AND before.backend_id = visible.backend_id AND before.revision_from = visible.revision_from
           AND before.visible_from <= ${FROM} AND before.visible_to > ${UNTIL})
     UNION ALL
     SELECT DISTINCT ON (partner_id, backend_id) true AS removed, gone.* FROM ${seen} gone
     WHERE viewer = ${VIEWER} AND visible_from <= ${UNTIL} AND visible_to > ${FROM} AND visible_to <= state.as_of
       AND NOT EXISTS (
         SELECT FROM ${seen} visible
         WHERE visible.viewer = ${VIEWER} AND visible.partner_id = gone.partner_id
           AND visible.backend_id = gone.backend_id AND visible.visible_from <= state.as_of
           AND visible.visible_to > state.as_of)`,
  );
}
