import { createHash } from 'node:crypto';
import { type EntityManager, In, LessThan } from 'typeorm';
import { RegistryError } from '../registry-error/index.js';
import { AccessTokenRow } from './access-token.entity.js';
import type { Identity } from './backend-definition.js';
import { type DailyToken, firstLiveDay } from './daily-token.js';

/**
 * Makes `tokens` the ones that the definition uses, inside a write: the registry's clock keeps any other writer from
 * taking one of them meanwhile. Tokens that are over free themselves here.
 * @throws RegistryError `token-in-use`; `pathOf` says where the caller's message holds a token
 */
export async function useTokens(
  manager: EntityManager,
  identity: Identity,
  tokens: readonly DailyToken[],
  now: number,
  pathOf: (token: DailyToken) => readonly (string | number)[],
): Promise<void> {
  const rows = tokens.map((token) => ({
    ...identity,
    validDate: token.validDate,
    tokenDigest: digestOf(token),
  }));
  const digests = rows.map(({ tokenDigest }) => tokenDigest);
  await freeTokens(manager, identity);
  await manager.delete(AccessTokenRow, { tokenDigest: In(digests), validDate: LessThan(firstLiveDay(now)) });
  const taken = await manager.findBy(AccessTokenRow, { tokenDigest: In(digests) });
  if (taken.length > 0) throw tokenInUse(tokens.filter((token) => isAmong(token, taken)).map(pathOf));
  await manager.insert(AccessTokenRow, rows);
}

/** The definition uses no token any more. */
export async function freeTokens(
  manager: EntityManager,
  { partnerId, role, backendId }: Identity,
): Promise<void> {
  await manager.delete(AccessTokenRow, { partnerId, role, backendId });
}

function digestOf({ accessToken }: DailyToken): Buffer {
  return createHash('sha256').update(accessToken).digest();
}

function isAmong(token: DailyToken, rows: readonly AccessTokenRow[]): boolean {
  const digest = digestOf(token);
  return rows.some(({ tokenDigest }) => digest.equals(tokenDigest));
}

/** Says nothing about whose it is. */
function tokenInUse(paths: (readonly (string | number)[])[]): RegistryError {
  const fields = paths.map((path) => ({ path, detail: 'is in use by another definition' }));
  return new RegistryError(
    'token-in-use',
    'An access token must be unique in the registry. Make a new one.',
    fields,
  );
}
