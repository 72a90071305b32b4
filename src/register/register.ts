import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, AuditedWrites, type Entry } from '../audit/index.js';
import { readConsistently, type Revision } from '../database/index.js';
import {
  isDifferent,
  PartnerBatch,
  type PartnerDifference,
  type PartnerId,
  PartnerReader,
  type Role,
} from '../partners/index.js';
import { FaultList } from '../registry-error/index.js';
import { ConnectionBatch, type Pair } from '../roaming-connections/index.js';
import { findRepeats } from './find-repeats.js';
import type { StatedRegister } from './stated-register.js';

/** What came of it, or would come of it. */
export interface Restatement {
  readonly partnersAdmitted: number;
  readonly partnersChanged: number;
  readonly partnersUnchanged: number;
  readonly connectionsSet: number;
  readonly connectionsUnchanged: number;
  /** The state in which all of it is so; of a mere trial, the one that it was tried on. */
  readonly asOf: Revision;
}

/** What it takes to make the registry so. */
interface Plan {
  readonly partners: readonly PartnerDifference[];
  readonly connections: readonly Pair[];
}

/** The register: which partners there are, and who is connected with whom, stated for thousands at once. */
@Injectable()
export class Register {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writes: AuditedWrites,
    private readonly reader: PartnerReader,
    private readonly partners: PartnerBatch,
    private readonly connections: ConnectionBatch,
  ) {}

  /** What `restate` would come to now; changes nothing. */
  async tryOut(stated: StatedRegister): Promise<Restatement> {
    return readConsistently(this.dataSource, async ({ manager, state }) =>
      restatement(stated, await this.plan(manager, stated), state.present),
    );
  }

  /**
   * Makes all of it so in one revision, or nothing. It is judged without the lock first, so that what is refused, or is
   * so already, holds up nobody; and again inside the write, where nothing can change.
   * @throws RegistryError `invalid-value`, with what is wrong and where: paths begin with `partners` or
   *   `roamingConnections` and a position
   */
  async restate(stated: StatedRegister, actor: Actor): Promise<Restatement> {
    for (;;) {
      const tried = await this.tryOut(stated);
      if (!changesSomething(tried)) return tried;
      const made = await this.write(stated, actor);
      // Where somebody else has made it so meanwhile, the next look finds it.
      if (changesSomething(made)) return made;
    }
  }

  private write(stated: StatedRegister, actor: Actor): Promise<Restatement> {
    return this.writes.write(actor, async (write) => {
      const plan = await this.plan(write.manager, stated);
      const changes = [
        ...(await this.partners.write(write, plan.partners)),
        ...(await this.connections.set(write, plan.connections)),
      ];
      const value = restatement(stated, plan, write.revision);
      return { entries: changes.length > 0 ? [...changes, imported(value)] : [], value };
    });
  }

  private async plan(manager: EntityManager, stated: StatedRegister): Promise<Plan> {
    const faults = new FaultList();
    findRepeats(stated, faults);
    const known = await this.reader.those(namedPartners(stated), manager);
    const own = new Map(stated.partners.map(({ partnerId, ids }) => [partnerId, ids]));
    const actsAs = (partnerId: PartnerId, role: Role): boolean => {
      const ids = own.get(partnerId) ?? known.get(partnerId)?.ids;
      return ids !== undefined && ids[role].length > 0;
    };
    const partners = await this.partners.differences(
      manager,
      stated.partners,
      known,
      faults.below('partners'),
    );
    const connections = await this.connections.missing(
      manager,
      stated.connections,
      actsAs,
      faults.below('roamingConnections'),
    );
    faults.throwIfAny('invalid-value', 'Nothing was changed: some of what is stated breaks a rule.');
    return { partners, connections };
  }
}

function namedPartners({ partners, connections }: StatedRegister): PartnerId[] {
  const named = new Set(partners.map(({ partnerId }) => partnerId));
  for (const { operatorPartnerId, providerPartnerId } of connections)
    named.add(operatorPartnerId).add(providerPartnerId);
  return [...named];
}

function restatement(stated: StatedRegister, { partners, connections }: Plan, asOf: Revision): Restatement {
  const different = partners.filter(isDifferent);
  const isNew = different.filter(({ before }) => before === undefined);
  return {
    partnersAdmitted: isNew.length,
    partnersChanged: different.length - isNew.length,
    partnersUnchanged: partners.length - different.length,
    connectionsSet: connections.length,
    connectionsUnchanged: stated.connections.length - connections.length,
    asOf,
  };
}

/** For staff alone: how much there was of it. Each change has its own entry, for those whom it concerns. */
function imported({ partnersAdmitted, partnersChanged, connectionsSet }: Restatement): Entry {
  const subject = { partnersAdmitted, partnersChanged, connectionsSet };
  return { action: 'register.imported', concerned: [], subject };
}

function changesSomething({ partnersAdmitted, partnersChanged, connectionsSet }: Restatement): boolean {
  return partnersAdmitted + partnersChanged + connectionsSet > 0;
}
