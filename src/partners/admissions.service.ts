import { Injectable } from '@nestjs/common';
import { type Actor, AuditedWrites } from '../audit/index.js';
import { OPEN } from '../database/index.js';
import { changeOf } from './partner-entries.js';
import { PartnerAdmissionRow } from './partner-admission.entity.js';
import type { PartnerId } from './partner-id.js';
import { type Partner, PartnerReader } from './partner-reader.js';

/** Suspends partners and admits them again. Both may be repeated: what is already so makes no revision. */
@Injectable()
export class AdmissionsService {
  constructor(
    private readonly writes: AuditedWrites,
    private readonly reader: PartnerReader,
  ) {}

  /** From this revision on the partner is shut out and nobody sees its definitions. */
  async suspend(partnerId: PartnerId, actor: Actor): Promise<Partner> {
    return this.writes.write(actor, async ({ manager, revision }) => {
      const before = await this.reader.get(partnerId, manager);
      const admission = { partnerId, revisionTo: OPEN };
      if (before.admitted) await manager.update(PartnerAdmissionRow, admission, { revisionTo: revision });
      const value = { ...before, admitted: false };
      return { entries: changeOf('partner.suspended', before, value), value };
    });
  }

  /** The partner sees and is seen again, with the connections and definitions that it has. */
  async readmit(partnerId: PartnerId, actor: Actor): Promise<Partner> {
    return this.writes.write(actor, async ({ manager, revision }) => {
      const before = await this.reader.get(partnerId, manager);
      const admission = { partnerId, revisionFrom: revision, revisionTo: OPEN };
      if (!before.admitted) await manager.insert(PartnerAdmissionRow, admission);
      const value = { ...before, admitted: true };
      return { entries: changeOf('partner.readmitted', before, value), value };
    });
  }
}
