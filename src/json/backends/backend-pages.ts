import { Injectable } from '@nestjs/common';
import type { BackendId } from '../../backend-definitions/index.js';
import {
  type PageRequest,
  type PageStart,
  parseSince,
  Snapshot,
  Updates,
  type UpdatesPage,
} from '../../change-feed/index.js';
import { Configuration } from '../../configuration/index.js';
import { formatRevision, type Revision } from '../../database/index.js';
import { decodeNext, encodeNext, invalidNext, limitOf, type PageQuery } from '../../http/paging/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { WallClock } from '../../time/index.js';
import { toDefinitionBody } from '../definition.dto.js';
import type { BackendSnapshot, BackendUpdates, UpdatesQuery } from './backends.dto.js';

/** Snapshots and updates as bodies. */
@Injectable()
export class BackendPages {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly updates: Updates,
    private readonly configuration: Configuration,
    private readonly wallClock: WallClock,
  ) {}

  async snapshotBody(viewer: PartnerId, role: Role, query: PageQuery): Promise<BackendSnapshot> {
    const page = await this.snapshot.page(viewer, role, pageRequest(query, ''));
    const now = this.wallClock.now();
    return {
      asOf: formatRevision(page.asOf),
      epoch: page.epoch,
      items: page.items.map((definition) => toDefinitionBody(definition, now)),
      ...nextOf(page.next, ''),
    };
  }

  /** @param parameter the name under which the client sent what `since` holds */
  async updatesPage(
    viewer: PartnerId,
    role: Role,
    query: UpdatesQuery,
    parameter?: string,
  ): Promise<UpdatesPage> {
    const since = parseSince(query.since, this.configuration.clockTolerance, parameter, query.epoch);
    return this.updates.page(viewer, role, since, pageRequest(query, query.since));
  }

  updatesBody(page: UpdatesPage, query: Pick<UpdatesQuery, 'since'>): BackendUpdates {
    const now = this.wallClock.now();
    return {
      since: query.since,
      asOf: formatRevision(page.asOf),
      epoch: page.epoch,
      updated: page.updated.map((definition) => toDefinitionBody(definition, now)),
      removed: page.removed.map(({ partnerId, backendId }) => ({ partnerId, backendId })),
      ...nextOf(page.next, query.since),
    };
  }
}

/** @param since what the pages are a delta from; a page of another delta would not fit in */
export function pageRequest(query: PageQuery, since: string): PageRequest {
  const limit = limitOf(query);
  if (query.next === undefined) return { limit };
  const kinds = ['number', 'string', 'string', 'string'] as const;
  const [asOf, partnerId, backendId, of] = decodeNext<[Revision, PartnerId, BackendId, string]>(query.next, [
    ...kinds,
  ]);
  if (of !== since) throw invalidNext();
  return { limit, start: { asOf, after: { partnerId, backendId } } };
}

export function nextOf(next: PageStart | undefined, since: string): { next?: string } {
  return next ? { next: encodeNext([next.asOf, next.after.partnerId, next.after.backendId, since]) } : {};
}
