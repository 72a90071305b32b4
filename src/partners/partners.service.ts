import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, AuditedWrites } from '../audit/index.js';
import { OPEN, type Write } from '../database/index.js';
import { RegistryError } from '../registry-error/index.js';
import { OwnedPartyIdRow } from './owned-party-id.entity.js';
import { PartnerAdmissionRow } from './partner-admission.entity.js';
import { PartnerRow } from './partner.entity.js';
import type { PartnerId } from './partner-id.js';
import { PartnerReader, type Partner } from './partner-reader.js';
import { admissionOf, changeOf } from './partner-entries.js';
import { refuseIdsStillInUse } from './ids-in-use.js';
import { isReserved, PARTNER_FAULTS } from './partner-rules.js';
import type { PartyId } from './party-id.js';
import { ownersOf } from './party-id-owners.js';
import { ROLES, type Role } from './role.js';

export interface PartnerApplication {
  readonly partnerId: PartnerId;
  readonly name: string;
  readonly ids: Readonly<Record<Role, readonly PartyId[]>>;
}

/** What to change of a partner; what is left out stays. */
export interface PartnerChange {
  readonly name?: string;
  readonly ids: Readonly<Partial<Record<Role, readonly PartyId[]>>>;
}

/** The clearing house's side of a partner: admission and the IDs it owns. */
@Injectable()
export class PartnersService {
  constructor(
    private readonly writes: AuditedWrites,
    private readonly reader: PartnerReader,
  ) {}

  /** Admits a new partner. Fails with `already-exists` when the partner ID or one of the party IDs is taken. */
  async admit(application: PartnerApplication, actor: Actor): Promise<Partner> {
    const { partnerId, name, ids } = application;
    if (isReserved(partnerId)) throw reserved(partnerId);
    return this.writes.write(actor, async ({ manager, revision }) => {
      if (await manager.existsBy(PartnerRow, { partnerId })) throw partnerExists(partnerId);
      await manager.insert(PartnerRow, { partnerId, name });
      await manager.insert(PartnerAdmissionRow, { partnerId, revisionFrom: revision, revisionTo: OPEN });
      for (const role of ROLES) await own(manager, partnerId, role, ids[role]);
      const value = await this.reader.get(partnerId, manager);
      return { entries: admissionOf(value), value };
    });
  }

  /**
   * Changes name or IDs. An ID that is taken away must have nothing resting on it any more (`still-in-use`);
   * one that another partner owns is refused (`already-exists`). What changes nothing makes no revision.
   */
  async change(partnerId: PartnerId, change: PartnerChange, actor: Actor): Promise<Partner> {
    return this.writes.write(actor, async (write) => {
      const before = await this.reader.get(partnerId, write.manager);
      if (change.name !== undefined)
        await write.manager.update(PartnerRow, { partnerId }, { name: change.name });
      for (const role of ROLES) await this.replaceIds(write, before, role, change.ids[role]);
      const value = await this.reader.get(partnerId, write.manager);
      return { entries: changeOf('partner.changed', before, value), value };
    });
  }

  private async replaceIds(
    { manager }: Write,
    before: Partner,
    role: Role,
    ids?: readonly PartyId[],
  ): Promise<void> {
    if (!ids) return;
    const { partnerId } = before;
    const removed = before.ids[role].filter((id) => !ids.includes(id));
    await refuseIdsStillInUse(manager, { partnerId, role, removed, losesRole: ids.length === 0 });
    await manager.delete(OwnedPartyIdRow, { role, partyId: In(removed) });
    await own(manager, partnerId, role, ids, before.ids[role]);
  }
}

/** @param stated all the IDs it shall own, `before` those it owns already */
async function own(
  manager: EntityManager,
  partnerId: PartnerId,
  role: Role,
  stated: readonly PartyId[],
  before: readonly PartyId[] = [],
): Promise<void> {
  const added = stated.filter((id) => !before.includes(id));
  const owners = await ownersOf(manager, role, added);
  if (owners.size > 0) throw idsTaken(role, stated, owners);
  await manager.insert(
    OwnedPartyIdRow,
    added.map((partyId) => ({ role, partyId, partnerId })),
  );
}

function reserved(partnerId: PartnerId): RegistryError {
  const fields = [{ path: ['partnerId'], detail: PARTNER_FAULTS.reserved }];
  return new RegistryError('invalid-value', `No partner can have the ID ${partnerId}.`, fields);
}

function partnerExists(partnerId: PartnerId): RegistryError {
  const fields = [{ path: ['partnerId'], detail: 'is taken' }];
  return new RegistryError('already-exists', `There is a partner with the ID ${partnerId} already.`, fields);
}

function idsTaken(role: Role, ids: readonly PartyId[], owners: ReadonlyMap<PartyId, unknown>): RegistryError {
  const fields = ids.flatMap((id, index) =>
    owners.has(id) ? [{ path: [`${role}Ids`, index], detail: PARTNER_FAULTS.ownedByAnother(id) }] : [],
  );
  return new RegistryError('already-exists', `Some ${role} IDs belong to another partner.`, fields);
}
