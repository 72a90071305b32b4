import { Injectable } from '@nestjs/common';
import { OPEN, RegistryClock } from '../database/index.js';
import { PartnerAdmissionRow } from './partner-admission.entity.js';
import type { PartnerId } from './partner-id.js';
import { type Partner, PartnerReader } from './partner-reader.js';

/** Suspends partners and admits them again. Both may be repeated: what is already so makes no revision. */
@Injectable()
export class AdmissionsService {
  constructor(
    private readonly clock: RegistryClock,
    private readonly reader: PartnerReader,
  ) {}

  /** From this revision on the partner is shut out and nobody sees its definitions. */
  async suspend(partnerId: PartnerId): Promise<Partner> {
    return this.clock.write(async ({ manager, revision }) => {
      const before = await this.reader.get(partnerId, manager);
      const admission = { partnerId, revisionTo: OPEN };
      if (before.admitted) await manager.update(PartnerAdmissionRow, admission, { revisionTo: revision });
      return { changed: before.admitted, value: { ...before, admitted: false } };
    });
  }

  /** The partner sees and is seen again, with the connections and definitions that it has. */
  async readmit(partnerId: PartnerId): Promise<Partner> {
    return this.clock.write(async ({ manager, revision }) => {
      const before = await this.reader.get(partnerId, manager);
      const admission = { partnerId, revisionFrom: revision, revisionTo: OPEN };
      if (!before.admitted) await manager.insert(PartnerAdmissionRow, admission);
      return { changed: !before.admitted, value: { ...before, admitted: true } };
    });
  }
}
