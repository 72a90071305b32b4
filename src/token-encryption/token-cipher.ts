import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { TokenKey } from '../configuration/index.js';
import { TokenDigester } from './token-digester.js';
import { TokenKeyError, UnknownKeyError } from './token-key-error.js';

/** Where a token belongs. One that is found elsewhere in the database was put there by somebody else, and is refused. */
export interface TokenPlace {
  readonly partnerId: string;
  readonly role: string;
  readonly backendId: string;
  readonly validDate: string;
}

/** A sealed token, as `TokenCipher` makes it: the ID of its key, and what that key has encrypted. */
export const SEALED_TOKEN = /^([a-z0-9-]{1,32})\.([\w-]+)$/;
const ALGORITHM = 'aes-256-gcm';
const TAG_BYTES = 16;

/** At random: a key may encrypt 2^32 tokens before two of its nonces become likely to be the same. */
const NONCE_BYTES = 12;

/** Encrypts access tokens and makes digests of them: the first key is for all that is written, all are for what is read. */
export class TokenCipher {
  /** The ID of the first key. */
  readonly keyId: string;
  private readonly first: TokenKey;
  private readonly keys: ReadonlyMap<string, TokenKey>;
  private readonly digesters: readonly TokenDigester[];

  constructor(keys: readonly TokenKey[]) {
    const [first] = keys;
    if (!first) throw new TokenKeyError('There is no key to encrypt access tokens with.');
    this.first = first;
    this.keyId = first.id;
    this.keys = new Map(keys.map((key) => [key.id, key]));
    this.digesters = keys.map((key) => new TokenDigester(key));
  }

  get keyIds(): string[] {
    return [...this.keys.keys()];
  }

  /** @returns `<key ID>.<base64url of nonce, ciphertext and tag>` */
  seal(accessToken: string, place: TokenPlace): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.first.secret, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(bindingOf(place));
    const ciphertext = cipher.update(accessToken, 'utf8');
    cipher.final();
    return `${this.keyId}.${Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]).toString('base64url')}`;
  }

  /**
   * @param sealed as `seal` made it, in the same place, under any of the keys
   * @throws TokenKeyError when its key is not known, or it was not sealed by that key in this place
   */
  open(sealed: string, place: TokenPlace): string {
    const [, keyId, content] = SEALED_TOKEN.exec(sealed) ?? [];
    if (keyId === undefined || content === undefined)
      throw new TokenKeyError(`${nameOf(place)} is not as it was stored.`);
    const key = this.keys.get(keyId);
    if (!key) throw new UnknownKeyError(`${nameOf(place)} is`, [keyId]);
    try {
      return decrypt(key, Buffer.from(content, 'base64url'), place);
    } catch {
      throw new TokenKeyError(
        `${nameOf(place)} can't be decrypted with the key ${keyId}: it is another key by this ID, or the token is not ` +
          'as it was stored.',
      );
    }
  }

  /** The digest that finds a token which is written now. */
  digest(accessToken: string): Buffer {
    const [digester] = this.digesters as [TokenDigester];
    return digester.digest(accessToken);
  }

  /** Every digest that a token may be stored under: those of all keys, the first one's first, and that from before there were keys. */
  digests(accessToken: string): Buffer[] {
    const ofOld = createHash('sha256').update(accessToken).digest();
    return [...this.digesters.map((digester) => digester.digest(accessToken)), ofOld];
  }
}

function decrypt({ secret }: TokenKey, bytes: Buffer, place: TokenPlace): string {
  const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(-TAG_BYTES)];
  const decipher = createDecipheriv(ALGORITHM, secret, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(bindingOf(place));
  decipher.setAuthTag(tag);
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8');
  return text + decipher.final('utf8');
}

/** As JSON, so that no two places are the same text. */
function bindingOf({ partnerId, role, backendId, validDate }: TokenPlace): Buffer {
  return Buffer.from(JSON.stringify([partnerId, role, backendId, validDate]));
}

function nameOf({ partnerId, role, backendId, validDate }: TokenPlace): string {
  return `The access token of ${partnerId}'s ${role} backend ${backendId} for ${validDate}`;
}
