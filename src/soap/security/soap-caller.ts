import { Injectable } from '@nestjs/common';
import { Authenticator, type Caller, type Proof } from '../../credentials/index.js';
import { RegistryError } from '../../registry-error/index.js';

/** Says which partner sends a message. */
@Injectable()
export class SoapCaller {
  constructor(private readonly authenticator: Authenticator) {}

  /**
   * @param address where the message comes from
   * @throws RegistryError `not-authenticated`, `suspended`, `too-many-requests`; `not-permitted` for clearing-house staff
   */
  async identify(
    proof: Proof | RegistryError,
    address: string,
  ): Promise<Extract<Caller, { kind: 'partner' }>> {
    if (proof instanceof RegistryError) throw proof;
    const caller = await this.authenticator.authenticate(proof, address);
    if (caller.kind === 'partner') return caller;
    throw new RegistryError('not-permitted', 'This is for roaming partners only.');
  }
}
