import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Names a credential in lists; no secret. */
export type CredentialId = string & { readonly kind: 'credential ID' };

/**
 * A secret as its owner keeps it: `<credential ID>.<256 random bits>`. The ID part only finds the stored digest, so that
 * what is secret can be compared in constant time.
 */
export type Secret = string & { readonly kind: 'secret' };

const SECRET_BYTES = 32;
const SECRET = /^([a-f0-9]{16})\.[A-Za-z0-9_-]{43}$/;

export function makeSecret(): { credentialId: CredentialId; secret: Secret; digest: Buffer } {
  const credentialId = randomBytes(8).toString('hex') as CredentialId;
  const secret = `${credentialId}.${randomBytes(SECRET_BYTES).toString('base64url')}` as Secret;
  return { credentialId, secret, digest: digestOf(secret) };
}

/** Which credential a secret claims to be; undefined when it is none that the registry made. */
export function credentialIdOf(secret: string): CredentialId | undefined {
  return SECRET.exec(secret)?.[1] as CredentialId | undefined;
}

/** A plain SHA-256 is enough: there is no guessing 256 random bits, however fast the digest. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Takes as long for a wrong secret's as for a right one's. */
export function isSameDigest(digest: Buffer, expected: Buffer): boolean {
  return timingSafeEqual(digest, expected);
}
