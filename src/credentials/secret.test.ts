import { describe, expect, it } from '@jest/globals';
import { credentialIdOf, digestOf, isSameDigest, makeSecret } from './secret.js';

describe('A secret', () => {
  it('is 256 random bits behind the ID of its credential, and no two are alike', () => {
    const secrets = Array.from({ length: 1_000 }, () => makeSecret());
    for (const { credentialId, secret } of secrets) {
      expect(credentialIdOf(secret)).toBe(credentialId);
      expect(Buffer.from(secret.split('.')[1] ?? '', 'base64url')).toHaveLength(32);
    }
    expect(new Set(secrets.map(({ secret }) => secret.split('.')[1])).size).toBe(1_000);
  });

  it('matches its digest and no other', () => {
    const { secret, digest } = makeSecret();
    expect(isSameDigest(digestOf(secret), digest)).toBe(true);
    expect(isSameDigest(digestOf(`${secret}x`), digest)).toBe(false);
    expect(isSameDigest(digestOf(secret), digestOf('another'))).toBe(false);
  });

  it.each([
    '',
    'secret',
    '0123456789abcdef.',
    `0123456789ABCDEF.${'a'.repeat(43)}`,
    `0123456789abcdef.${'a'.repeat(44)}`,
  ])('that the registry did not make names no credential: "%s"', (text) =>
    expect(credentialIdOf(text)).toBeUndefined(),
  );
});
