import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Entry } from '../audit/index.js';
import type { Write } from '../database/index.js';
import type { Faults } from '../registry-error/index.js';
import { findIdsInUse } from './ids-in-use.js';
import type { PartnerId } from './partner-id.js';
import type { Partner } from './partner-reader.js';
import { differenceEntries } from './partner-entries.js';
import { isReserved, PARTNER_FAULTS } from './partner-rules.js';
import type { PartyId } from './party-id.js';
import { ownersOf } from './party-id-owners.js';
import { type Role, ROLES } from './role.js';
import { differenceOf, isDifferent, type PartnerDifference, type StatedPartner } from './stated-partner.js';
import { writeDifferences } from './write-differences.js';

/** Judges and writes many partners at once, by the rules that hold for one, in a fixed number of statements. */
@Injectable()
export class PartnerBatch {
  /**
   * What it takes to make the partners so. IDs may go from one of them to another. No ID may be stated by two of them:
   * that is for the caller to see to.
   * @param known the partners as they are now, where there are any
   * @param faults takes what breaks a rule; paths begin with the position of the partner
   */
  async differences(
    manager: EntityManager,
    stated: readonly StatedPartner[],
    known: ReadonlyMap<PartnerId, Partner>,
    faults: Faults,
  ): Promise<PartnerDifference[]> {
    const differences = stated.map((one) => differenceOf(one, known.get(one.partnerId)));
    stated.forEach(({ partnerId }, index) => {
      if (isReserved(partnerId)) faults.add([index, 'partnerId'], PARTNER_FAULTS.reserved);
    });
    for (const role of ROLES) await findOwnedByOthers(manager, role, differences, faults);
    await findInUse(manager, differences, faults);
    return differences;
  }

  /**
   * Makes the partners so. All that `differences` found must still hold: call it inside the same write.
   * @returns what the audit trail tells of it
   */
  async write(write: Write, differences: readonly PartnerDifference[]): Promise<Entry[]> {
    const different = differences.filter(isDifferent);
    await writeDifferences(write, different);
    return different.flatMap(differenceEntries);
  }
}

/** An ID may be taken over from a partner that gives it up in the same batch. */
async function findOwnedByOthers(
  manager: EntityManager,
  role: Role,
  differences: readonly PartnerDifference[],
  faults: Faults,
): Promise<void> {
  const added = differences.flatMap((difference) => difference.added[role]);
  if (added.length === 0) return;
  const owners = await ownersOf(manager, role, added);
  const givenUp = new Set(differences.flatMap((difference) => difference.removed[role]));
  const isTaken = (id: PartyId) => owners.has(id) && !givenUp.has(id);
  differences.forEach(({ stated, added }, index) => {
    const taken = new Set(added[role].filter(isTaken));
    if (taken.size === 0) return;
    stated.ids[role].forEach((id, place) => {
      if (taken.has(id)) faults.add([index, `${role}Ids`, place], PARTNER_FAULTS.ownedByAnother(id));
    });
  });
}

async function findInUse(
  manager: EntityManager,
  differences: readonly PartnerDifference[],
  faults: Faults,
): Promise<void> {
  const places = new Map(differences.map(({ stated }, index) => [stated.partnerId, index]));
  const removals = differences.flatMap(({ stated: { partnerId, ids }, removed }) =>
    ROLES.map((role) => ({ partnerId, role, removed: removed[role], losesRole: ids[role].length === 0 })),
  );
  for (const { removal, backendIds } of await findIdsInUse(manager, removals)) {
    const detail =
      backendIds.length > 0
        ? `${PARTNER_FAULTS.claimed}: see ${backendIds.join(', ')}`
        : PARTNER_FAULTS.connected;
    faults.add([places.get(removal.partnerId) ?? 0, `${removal.role}Ids`], detail);
  }
}
