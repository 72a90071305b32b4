import { Injectable } from '@nestjs/common';
import { Authenticator, type Proof } from '../../credentials/index.js';
import type { PartnerId } from '../../partners/index.js';
import { RegistryError } from '../../registry-error/index.js';

/** Says which partner sends a message. */
@Injectable()
export class SoapCaller {
  constructor(private readonly authenticator: Authenticator) {}

  /** @throws RegistryError `not-authenticated`, `suspended`; `not-permitted` for clearing-house staff */
  async identify(proof: Proof | RegistryError): Promise<PartnerId> {
    if (proof instanceof RegistryError) throw proof;
    const caller = await this.authenticator.authenticate(proof);
    if (caller.kind === 'partner') return caller.partnerId;
    throw new RegistryError('not-permitted', 'This is for roaming partners only.');
  }
}
