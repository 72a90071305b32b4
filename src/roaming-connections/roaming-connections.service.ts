import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, type Audited, AuditedWrites } from '../audit/index.js';
import { OPEN, type Revision, type Write } from '../database/index.js';
import { type PartnerId, PartnerReader, requireActing } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import { endOf, settingOf } from './connection-entries.js';
import { CONNECTION_FAULTS } from './connection-rules.js';
import { RoamingConnectionRow } from './roaming-connection.entity.js';

/** An operator's general authorisation of a provider, as it is now. */
export interface RoamingConnection {
  readonly operatorPartnerId: PartnerId;
  readonly providerPartnerId: PartnerId;
  /** Since when. */
  readonly setAt: Revision;
}

/** Operator and provider of a connection. */
export type Pair = Pick<RoamingConnection, 'operatorPartnerId' | 'providerPartnerId'>;

/** A connection as it is after it was set; `created` when it was not there before. */
export interface ConnectionSet {
  readonly connection: RoamingConnection;
  readonly created: boolean;
}

/** Sets and ends roaming connections. Repeating either changes nothing and makes no revision. */
@Injectable()
export class RoamingConnectionsService {
  constructor(
    private readonly writes: AuditedWrites,
    private readonly partners: PartnerReader,
  ) {}

  /** The operator itself lets the provider in. A provider it may not connect and one that does not exist look the same. */
  async setAsOperator(pair: Pair, actor: Actor): Promise<ConnectionSet> {
    refuseItself(pair, 'partnerId');
    return this.writes.write(actor, async (write) => {
      await requireActing(this.partners, write.manager, pair.operatorPartnerId, 'operator');
      await this.requireProvider(write.manager, pair.providerPartnerId);
      return set(write, pair);
    });
  }

  /** Clearing-house staff do it on the operator's behalf, also while one of the two is suspended. */
  async setOnBehalf(pair: Pair, actor: Actor): Promise<ConnectionSet> {
    refuseItself(pair, 'providerPartnerId');
    return this.writes.write(actor, async (write) => {
      await this.requireOperator(write.manager, pair.operatorPartnerId);
      await this.requireProvider(write.manager, pair.providerPartnerId);
      return set(write, pair);
    });
  }

  /** From this revision on neither sees the other. Where there is no connection, nothing changes. */
  async endAsOperator(pair: Pair, actor: Actor): Promise<void> {
    return this.writes.write(actor, async (write) => {
      await requireActing(this.partners, write.manager, pair.operatorPartnerId, 'operator');
      return end(write, pair);
    });
  }

  /** The same by clearing-house staff. */
  async endOnBehalf(pair: Pair, actor: Actor): Promise<void> {
    return this.writes.write(actor, (write) => end(write, pair));
  }

  private async requireOperator(manager: EntityManager, partnerId: PartnerId): Promise<void> {
    const operator = await this.partners.get(partnerId, manager).catch(onlyNotFound);
    if (operator?.ids.operator.length) return;
    throw new RegistryError('not-found', CONNECTION_FAULTS.noOperator(partnerId));
  }

  private async requireProvider(manager: EntityManager, partnerId: PartnerId): Promise<void> {
    const provider = await this.partners.get(partnerId, manager).catch(onlyNotFound);
    if (provider?.ids.provider.length) return;
    throw new RegistryError('not-found', CONNECTION_FAULTS.noProvider(partnerId));
  }
}

async function set({ manager, revision }: Write, pair: Pair): Promise<Audited<ConnectionSet>> {
  const open = await manager.findOneBy(RoamingConnectionRow, { ...pair, revisionTo: OPEN });
  if (!open)
    await manager.insert(RoamingConnectionRow, { ...pair, revisionFrom: revision, revisionTo: OPEN });
  const connection = { ...pair, setAt: open?.revisionFrom ?? revision };
  const entries = open ? [] : [settingOf(pair, revision)];
  return { entries, value: { connection, created: !open } };
}

async function end({ manager, revision }: Write, pair: Pair): Promise<Audited<void>> {
  const isOpen = { ...pair, revisionTo: OPEN };
  const open = await manager.findOneBy(RoamingConnectionRow, isOpen);
  if (!open) return { entries: [], value: undefined };
  await manager.update(RoamingConnectionRow, isOpen, { revisionTo: revision });
  return { entries: [endOf(pair, open.revisionFrom)], value: undefined };
}

/** @param parameter the name under which the caller gave the provider */
function refuseItself({ operatorPartnerId, providerPartnerId }: Pair, parameter: string): void {
  if (operatorPartnerId !== providerPartnerId) return;
  throw new RegistryError('invalid-parameter', 'A partner needs no roaming connection with itself.', [
    { path: [parameter], detail: CONNECTION_FAULTS.itself },
  ]);
}

function onlyNotFound(error: unknown): undefined {
  if (error instanceof RegistryError && error.code === 'not-found') return undefined;
  throw error;
}
