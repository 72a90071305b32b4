import type { DataSource } from 'typeorm';
import type { Configuration, TokenKey } from '../../configuration/index.js';
import { RegistryClock } from '../../database/index.js';
import { SystemWallClock } from '../../time/index.js';
import { TokenCipher } from '../../token-encryption/index.js';
import { checkTokenKeys } from './check-token-keys.js';
import { KeyRotation, type SealedCounts, type SealingOptions } from './key-rotation.js';

/**
 * Encrypts with the first key all that is not, from a process of its own, beside the service or without it.
 * @throws TokenKeyError when a key that is in use is missing
 */
export async function rotateKeys(
  dataSource: DataSource,
  configuration: Configuration,
  tokenKeys: readonly TokenKey[],
  options: SealingOptions,
): Promise<SealedCounts> {
  const cipher = new TokenCipher(tokenKeys);
  await checkTokenKeys(dataSource, cipher);
  const clock = new RegistryClock(dataSource, new SystemWallClock(), configuration);
  return new KeyRotation(dataSource, clock, cipher).sealAnew(options);
}
