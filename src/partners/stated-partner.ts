import type { Partner } from './partner-reader.js';
import type { PartnerId } from './partner-id.js';
import type { PartyId } from './party-id.js';
import { type Role, ROLES } from './role.js';

/** A partner as it shall be. */
export interface StatedPartner {
  readonly partnerId: PartnerId;
  readonly name: string;
  readonly ids: Readonly<Record<Role, readonly PartyId[]>>;
  /** Undefined: as it is; a partner that is new is admitted. */
  readonly admitted: boolean | undefined;
}

/** What it takes to make one partner so; nothing but `stated` and `before` where it is so already. */
export interface PartnerDifference {
  readonly stated: StatedPartner;
  readonly before: Partner | undefined;
  readonly isRenamed: boolean;
  /** Whether its admission begins or ends. */
  readonly isAdmissionChanged: boolean;
  readonly added: Readonly<Record<Role, readonly PartyId[]>>;
  readonly removed: Readonly<Record<Role, readonly PartyId[]>>;
}

export function differenceOf(stated: StatedPartner, before: Partner | undefined): PartnerDifference {
  const wasAdmitted = before?.admitted ?? false;
  const isAdmitted = stated.admitted ?? before?.admitted ?? true;
  return {
    stated,
    before,
    isRenamed: before !== undefined && before.name !== stated.name,
    isAdmissionChanged: isAdmitted !== wasAdmitted,
    added: byRole((role) => without(stated.ids[role], before?.ids[role] ?? [])),
    removed: byRole((role) => without(before?.ids[role] ?? [], stated.ids[role])),
  };
}

export function isDifferent(difference: PartnerDifference): boolean {
  const { before, isRenamed, isAdmissionChanged, added, removed } = difference;
  const isOtherwise = ROLES.some((role) => added[role].length + removed[role].length > 0);
  return before === undefined || isRenamed || isAdmissionChanged || isOtherwise;
}

function byRole<T>(of: (role: Role) => T): Record<Role, T> {
  return { operator: of('operator'), provider: of('provider') };
}

function without(ids: readonly PartyId[], others: readonly PartyId[]): PartyId[] {
  const left = new Set(others);
  return ids.filter((id) => !left.has(id));
}
