import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Bounded, boundedPage, cutPage, type Revision } from '../database/index.js';
import type { Action } from './actions.js';
import type { AuditEntryRow } from './audit-entry.entity.js';
import { type AuditFilter, type AuditPlace, selection } from './audit-filter.js';

/** An entry as it is kept. */
export type AuditEntry = Omit<AuditEntryRow, 'size'>;

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly hasMore: boolean;
}

/**
 * Reads what was done, the newest first. What is done while somebody pages comes before the pages that are still to be
 * read, so it moves nothing.
 */
@Injectable()
export class AuditTrail {
  constructor(private readonly dataSource: DataSource) {}

  /** @param limit how many entries at most; fewer where they are large */
  async page(filter: AuditFilter, limit: number, after?: AuditPlace): Promise<AuditPage> {
    const { sql, values } = selection(filter, after);
    // A limit in the text, and not as a parameter, so that PostgreSQL knows how little is asked for.
    const page = boundedPage(`${sql} LIMIT ${limit + 1}`, 'moment DESC, entry_id DESC');
    const { rows, hasMore } = cutPage(await this.dataSource.query<AuditRecord[]>(page, [...values]), limit);
    return { entries: rows.map(toEntry), hasMore };
  }
}

type AuditRecord = Bounded & {
  entry_id: number;
  moment: Revision;
  revision: Revision | null;
  action: Action;
  actor_kind: AuditEntry['actorKind'];
  actor_partner_id: string | null;
  credential_id: string | null;
  remote_address: string | null;
  request_id: string | null;
  binding: AuditEntry['binding'];
  concerned: string[];
  subject: AuditEntry['subject'];
  before: AuditEntry['before'];
  after: AuditEntry['after'];
};

function toEntry(record: AuditRecord): AuditEntry {
  const { moment, revision, action, binding, concerned, subject, before, after } = record;
  return {
    ...{ moment, revision, action, binding, concerned, subject, before, after },
    entryId: record.entry_id,
    actorKind: record.actor_kind,
    actorPartnerId: record.actor_partner_id,
    credentialId: record.credential_id,
    remoteAddress: record.remote_address,
    requestId: record.request_id,
  };
}
