import type { Action, Entry, Told } from '../audit/index.js';
import type { Partner } from './partner-reader.js';
import type { PartnerDifference } from './stated-partner.js';

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

/** What it tells of a partner that was stated with many others: that its admission is another one by itself. */
export function differenceEntries({ stated, before }: PartnerDifference): Entry[] {
  const { partnerId, name, ids } = stated;
  const admitted = stated.admitted ?? before?.admitted ?? true;
  if (!before) return admissionOf({ partnerId, name, ids, admitted });
  const changed = { partnerId, name, ids, admitted: before.admitted };
  const action = admitted ? 'partner.readmitted' : 'partner.suspended';
  return [
    ...changeOf('partner.changed', before, changed),
    ...changeOf(action, changed, { ...changed, admitted }),
  ];
}

function about({ partnerId }: Partner): Pick<Entry, 'concerned' | 'subject'> {
  return { concerned: [partnerId], subject: { partnerId } };
}

function told({ name, admitted, ids }: Partner): Told {
  const status = admitted ? 'admitted' : 'suspended';
  return { name, status, operatorIds: ids.operator, providerIds: ids.provider };
}
