import type { DataSource } from 'typeorm';
import { OPEN, type Revision } from '../../database/index.js';
import type { TokenCipher } from '../../token-encryption/index.js';
import type { Identity } from '../backend-definition.js';
import { openToken, sealToken, type StoredToken } from '../stored-token.js';

/** How many versions are sealed at once, while all writers wait: it takes some hundredths of a second. */
const BATCH = 200;

/** The tokens of one version, present or past. */
export type StoredVersion = Identity & {
  readonly revisionFrom: Revision;
  readonly isOpen: boolean;
  readonly tokens: readonly StoredToken[];
};

/** The same tokens under the first key, and, where they are in use, the digests that they may have and are to have. */
export type SealedVersion = StoredVersion & {
  readonly digests: readonly { readonly former: Buffer; readonly present: Buffer }[];
};

/** SQL of the versions that have tokens, under no key. Where tokens were emptied, there is nothing to encrypt. */
export const IN_CLEAR = `token_key_id IS NULL AND tokens <> '[]'`;

/** Before all versions. */
export const BEFORE_ALL = { partnerId: '', role: '', backendId: '', revisionFrom: 0 };

/**
 * The next versions that are not under the key, in the order of their keys.
 * @param inClear only those that have tokens under no key at all
 */
export async function nextVersions(
  dataSource: DataSource,
  after: { readonly [Key in keyof typeof BEFORE_ALL]: (typeof BEFORE_ALL)[Key] },
  keyId: string,
  inClear: boolean,
): Promise<StoredVersion[]> {
  const { partnerId, role, backendId, revisionFrom } = after;
  const place = [partnerId, role, backendId, revisionFrom];
  return dataSource.query(
    `SELECT partner_id AS "partnerId", role, backend_id AS "backendId", revision_from AS "revisionFrom",
       revision_to = ${OPEN} AS "isOpen", tokens
     FROM backend_definition
     WHERE (partner_id, role, backend_id, revision_from) > ($1, $2, $3, $4)
       AND ${inClear ? IN_CLEAR : '(token_key_id IS NULL OR token_key_id <> $5)'}
     ORDER BY partner_id, role, backend_id, revision_from LIMIT ${BATCH}`,
    inClear ? place : [...place, keyId],
  );
}

/** @throws TokenKeyError when a token can't be decrypted */
export function sealAnew(cipher: TokenCipher, version: StoredVersion): SealedVersion {
  const tokens = version.tokens.map((token) => openToken(cipher, version, token));
  const digests = tokens.flatMap(({ accessToken }) => {
    const present = cipher.digest(accessToken);
    return cipher
      .digests(accessToken)
      .flatMap((former) => (former.equals(present) ? [] : [{ former, present }]));
  });
  return {
    ...version,
    tokens: tokens.map((token) => sealToken(cipher, version, token)),
    digests: version.isOpen ? digests : [],
  };
}
