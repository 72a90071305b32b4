import type { Entry } from '../audit/index.js';
import { formatRevision, type Revision } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';

interface Sides {
  readonly operatorPartnerId: PartnerId;
  readonly providerPartnerId: PartnerId;
}

/** What the audit trail tells of a connection that was set. */
export function settingOf(pair: Sides, setAt: Revision): Entry {
  return { ...about(pair), action: 'connection.set', after: told(setAt) };
}

/** What it tells of one that was ended. */
export function endOf(pair: Sides, setAt: Revision): Entry {
  return { ...about(pair), action: 'connection.ended', before: told(setAt) };
}

/** It concerns both sides, whoever did it. */
function about({ operatorPartnerId, providerPartnerId }: Sides): Pick<Entry, 'concerned' | 'subject'> {
  const concerned = [operatorPartnerId, providerPartnerId];
  return { concerned, subject: { operatorPartnerId, providerPartnerId } };
}

function told(setAt: Revision): NonNullable<Entry['after']> {
  return { setAt: formatRevision(setAt) };
}
