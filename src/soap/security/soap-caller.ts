import { Injectable } from '@nestjs/common';
import type { Origin, PartnerActor } from '../../audit/index.js';
import { Authenticator, type CredentialId, type Proof } from '../../credentials/index.js';
import type { PartnerId } from '../../partners/index.js';
import { RegistryError } from '../../registry-error/index.js';

/** Says which partner sends a message. */
@Injectable()
export class SoapCaller {
  constructor(private readonly authenticator: Authenticator) {}

  /**
   * @throws RegistryError `not-authenticated`, `suspended`, `too-many-requests`; `not-permitted` for clearing-house staff
   */
  async identify(proof: Proof | RegistryError, origin: Origin): Promise<PartnerActor<PartnerId>> {
    if (proof instanceof RegistryError) throw proof;
    const caller = await this.authenticator.authenticate(proof, origin);
    if (caller.kind === 'partner') return { ...caller, ...origin };
    throw new RegistryError('not-permitted', 'This is for roaming partners only.');
  }

  /** @throws RegistryError `not-authenticated`, `suspended`: what was right before may not be now */
  async confirm({ partnerId, credentialId }: PartnerActor<PartnerId>): Promise<void> {
    await this.authenticator.confirm({
      kind: 'partner',
      partnerId,
      credentialId: credentialId as CredentialId,
    });
  }
}
