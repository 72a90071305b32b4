import type { TokenCipher } from '../token-encryption/index.js';
import type { Identity } from './backend-definition.js';
import type { DailyToken, Day } from './daily-token.js';

/** A daily token as the database holds it: encrypted, or in clear where it was written before there were keys. */
export type StoredToken = SealedToken | DailyToken;

interface SealedToken {
  readonly validDate: Day;
  /** As `TokenCipher` makes it. */
  readonly sealed: string;
}

export function sealToken(
  cipher: TokenCipher,
  { partnerId, role, backendId }: Identity,
  { accessToken, validDate }: DailyToken,
): SealedToken {
  return { validDate, sealed: cipher.seal(accessToken, { partnerId, role, backendId, validDate }) };
}

/** @throws TokenKeyError */
export function openToken(
  cipher: TokenCipher,
  { partnerId, role, backendId }: Identity,
  token: StoredToken,
): DailyToken {
  if (!('sealed' in token)) return token;
  const { validDate, sealed } = token;
  return { accessToken: cipher.open(sealed, { partnerId, role, backendId, validDate }), validDate };
}
