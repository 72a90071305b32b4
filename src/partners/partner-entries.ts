import type { Action, Entry, Told } from '../audit/index.js';
import type { Partner } from './partner-reader.js';

/** What the audit trail tells of a new partner. */
export function admissionOf(partner: Partner): Entry[] {
  return [{ ...about(partner), action: 'partner.admitted', after: told(partner) }];
}

/** What it tells of a change; nothing where there was none. */
export function changeOf(action: Action, before: Partner, after: Partner): Entry[] {
  const [was, is] = [told(before), told(after)];
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  return [{ ...about(after), action, before: was, after: is }];
}

function about({ partnerId }: Partner): Pick<Entry, 'concerned' | 'subject'> {
  return { concerned: [partnerId], subject: { partnerId } };
}

function told({ name, admitted, ids }: Partner): Told {
  const status = admitted ? 'admitted' : 'suspended';
  return { name, status, operatorIds: ids.operator, providerIds: ids.provider };
}
