import { fillRegistry, type FilledRegistry, type RegistrySize } from '../registry-of-size.js';
import { parseTokenKeys } from '../../src/configuration/index.js';
import { TokenCipher } from '../../src/token-encryption/index.js';
import type { Registry } from './registry.js';
import { TOKEN_KEYS } from './token-keys.js';

export const LARGE: RegistrySize = {
  ...{ partners: 10_000, definitions: 100_000, versions: 1_000_000, connections: 1_000 },
};
export const THOUSANDTH: RegistrySize = { partners: 10, definitions: 100, versions: 1_000, connections: 1 };

/** A registry filled at once, with the secrets of the two that look at it. */
export interface FilledService extends Registry {
  readonly filled: FilledRegistry;
  readonly callerSecret: string;
  readonly viewerSecret: string;
}

/**
 * @param databaseUrl migrated, and empty
 * @param serve starts a service on it
 */
export async function fillService(
  databaseUrl: string,
  size: RegistrySize,
  serve: (databaseUrl: string) => Promise<Registry>,
): Promise<FilledService> {
  const filled = await fillRegistry(databaseUrl, size, new TokenCipher(parseTokenKeys(TOKEN_KEYS)));
  const registry = await serve(databaseUrl);
  const callerSecret = await registry.admin.issueSecret(filled.caller);
  return { ...registry, filled, callerSecret, viewerSecret: await registry.admin.issueSecret(filled.viewer) };
}
