import type { AuditEntry, AuditPage } from '../../audit/index.js';
import { formatRevision } from '../../database/index.js';
import type { PartnerId } from '../../partners/index.js';
import { encodeNext } from '../paging/index.js';
import type { AuditActor, AuditEntries, AuditEntryBody } from './audit-entry.dto.js';

/** @param reader the partner that asks; undefined for staff */
export function toAuditEntries({ entries, hasMore }: AuditPage, reader?: PartnerId): AuditEntries {
  const last = hasMore ? entries.at(-1) : undefined;
  return {
    items: entries.map((entry) => toBody(entry, reader)),
    ...(last && { next: encodeNext([last.moment, last.entryId]) }),
  };
}

function toBody(entry: AuditEntry, reader: PartnerId | undefined): AuditEntryBody {
  const { entryId, moment, revision, action, binding, requestId, concerned, subject, before, after } = entry;
  const mayKnowAll = reader === undefined || reader === entry.actorPartnerId;
  return {
    entryId,
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
