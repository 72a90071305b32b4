import type { DataSource } from 'typeorm';
import { type TokenCipher, TokenKeyError } from '../../token-encryption/index.js';
import { openToken } from '../stored-token.js';
import { keyIdsInUse } from './key-ids-in-use.js';
import type { StoredVersion } from './stored-tokens.js';

/** One that can't be decrypted may have been tampered with; if none of so many can, it is the key. */
const SAMPLE = 10;

/**
 * Whether what is stored can be read: every key is there that something is encrypted with, and is the one that it was.
 * @throws TokenKeyError that names the keys
 */
export async function checkTokenKeys(dataSource: DataSource, cipher: TokenCipher): Promise<void> {
  const used = await keyIdsInUse(dataSource);
  const missing = used.filter((keyId) => !cipher.keyIds.includes(keyId));
  if (missing.length > 0)
    throw new TokenKeyError(
      `Access tokens in the database are encrypted with keys that are not known here: ${missing.join(', ')}. Put them ` +
        'back into TOKEN_KEYS, or into the file token-keys of the data directory, behind the first, until all tokens are ' +
        'encrypted anew.',
    );
  for (const keyId of used)
    if (!(await opensSome(dataSource, cipher, keyId)))
      throw new TokenKeyError(
        `The key ${keyId} is another one than that by which access tokens in the database are encrypted. Put back the ` +
          'right one, in TOKEN_KEYS or in the file token-keys of the data directory.',
      );
}

async function opensSome(dataSource: DataSource, cipher: TokenCipher, keyId: string): Promise<boolean> {
  const sample: StoredVersion[] = await dataSource.query(
    `SELECT partner_id AS "partnerId", role, backend_id AS "backendId", tokens FROM backend_definition
     WHERE token_key_id = $1 AND tokens <> '[]' LIMIT ${SAMPLE}`,
    [keyId],
  );
  return sample.length === 0 || sample.some((version) => opens(cipher, version));
}

function opens(cipher: TokenCipher, version: StoredVersion): boolean {
  try {
    for (const token of version.tokens) openToken(cipher, version, token);
    return true;
  } catch {
    return false;
  }
}
