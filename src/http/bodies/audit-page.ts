import type { AfterPosition, AuditEntry, AuditPage } from '../../audit/index.js';
import { formatRevision, type Revision } from '../../database/index.js';
import type { PartnerId } from '../../partners/index.js';
import { decodeNext, encodeNext, invalidNext } from '../paging/index.js';
import type { AuditEntries } from './audit-entry.dto.js';
import type { AuditQuery } from './audit-query.dto.js';
import type { AuditActor, OwnAuditEntries, OwnAuditEntry } from './own-audit-entry.dto.js';

/** As staff read it. */
export function toAuditEntries({ entries, hasMore }: AuditPage): AuditEntries {
  const last = hasMore ? entries.at(-1) : undefined;
  return {
    items: entries.map((entry) => ({ entryId: entry.entryId, ...toBody(entry, true) })),
    ...(last && { next: encodeNext([last.moment, last.entryId]) }),
  };
}

/** Tells a next of a partner's pages from one of staff's. */
const PAGES = 'own';

/**
 * As a partner reads it. Neither entries nor `next` have numbers that count those of others.
 * @param after where the page begins
 */
export function toOwnAuditEntries(
  { entries, hasMore }: AuditPage,
  reader: PartnerId,
  after: AfterPosition | undefined,
): OwnAuditEntries {
  const last = hasMore ? entries.at(-1) : undefined;
  return {
    items: entries.map((entry) => toBody(entry, reader === entry.actorPartnerId)),
    ...(last && { next: encodeNext([PAGES, last.moment, positionOf(last, entries, after)]) }),
  };
}

/** How many entries of its moment there are up to an entry, on this page and those before. */
function positionOf(
  { moment }: AuditEntry,
  entries: readonly AuditEntry[],
  after: AfterPosition | undefined,
): number {
  const before = after?.moment === moment ? after.position : 0;
  return before + entries.filter((entry) => entry.moment === moment).length;
}

/** Where a partner's page begins. */
export function afterOwnEntry({ next }: AuditQuery): AfterPosition | undefined {
  if (next === undefined) return undefined;
  const kinds = ['string', 'number', 'number'] as const;
  const [pages, moment, position] = decodeNext<[string, Revision, number]>(next, [...kinds]);
  if (pages !== PAGES) throw invalidNext();
  return { moment, position };
}

/** @param mayKnowAll whether the reader did it, or is staff */
function toBody(entry: AuditEntry, mayKnowAll: boolean): OwnAuditEntry {
  const { moment, revision, action, binding, requestId, concerned, subject, before, after } = entry;
  return {
    moment: formatRevision(moment),
    ...(revision !== null && { changedAt: formatRevision(revision) }),
    action,
    actor: mayKnowAll ? actorWithOrigin(entry) : actorOf(entry),
    binding,
    ...(mayKnowAll && requestId !== null && { requestId }),
    concerned,
    subject,
    ...(before && { before }),
    ...(after && { after }),
  };
}

/** From where somebody else came, and with which credential, is no partner's business. */
function actorOf({ actorKind, actorPartnerId }: AuditEntry): AuditActor {
  return { kind: actorKind, ...(actorPartnerId !== null && { partnerId: actorPartnerId }) };
}

function actorWithOrigin(entry: AuditEntry): AuditActor {
  const { credentialId, remoteAddress } = entry;
  return {
    ...actorOf(entry),
    ...(credentialId !== null && { credentialId }),
    ...(remoteAddress !== null && { remoteAddress }),
  };
}
