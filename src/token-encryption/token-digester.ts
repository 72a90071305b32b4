import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { TokenKey } from '../configuration/index.js';

const DIGEST_BYTES = 32;

/** Part of the derivation: another text is another key, so it must stay. */
const PURPOSE = 'ochp-direct-registry: digests of access tokens';

/**
 * Digests by which a token is found without being known. Tokens are chosen by partners and may be short: without the
 * key, nobody who has a digest can try which token it is of. The key is derived, so that no key has two uses.
 */
export class TokenDigester {
  private readonly secret: KeyObject;

  constructor({ secret }: TokenKey) {
    this.secret = createSecretKey(new Uint8Array(hkdfSync('sha256', secret, '', PURPOSE, DIGEST_BYTES)));
  }

  digest(accessToken: string): Buffer {
    return createHmac('sha256', this.secret).update(accessToken).digest();
  }
}
