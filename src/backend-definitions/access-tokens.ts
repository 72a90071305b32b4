import { type EntityManager, In, LessThan, MoreThanOrEqual } from 'typeorm';
import type { PartnerId } from '../partners/index.js';
import { AccessTokenRow } from './access-token.entity.js';
import type { Identity } from './backend-definition.js';
import { type DailyToken, firstLiveDay } from './daily-token.js';
import { columnsOf } from './definition-versions.js';
import { keyOf } from './staged-definitions.js';
import { digestOf, TokensInUse } from './tokens-in-use.js';

/** Who uses these tokens now; tokens that are over are used by nobody. Of others than the partner it tells no more. */
export async function tokensInUse(
  manager: EntityManager,
  partnerId: PartnerId,
  tokens: readonly DailyToken[],
  now: number,
): Promise<TokensInUse> {
  const inUse = new TokensInUse();
  if (tokens.length === 0) return inUse;
  const tokenDigest = In(tokens.map(digestOf));
  const rows = await manager.findBy(AccessTokenRow, {
    tokenDigest,
    validDate: MoreThanOrEqual(firstLiveDay(now)),
  });
  for (const row of rows)
    inUse.add(row.tokenDigest, row.partnerId === partnerId ? keyOf(row) : ANOTHER_PARTNER);
  return inUse;
}

const ANOTHER_PARTNER = 'another partner';

/**
 * Makes the tokens the ones that these definitions of one partner use, inside a write: the registry's clock keeps any
 * other writer from taking one of them meanwhile. Tokens of others that are over free themselves here.
 */
export async function replaceTokens(
  manager: EntityManager,
  partnerId: PartnerId,
  changed: readonly (Identity & { readonly tokens: readonly DailyToken[] })[],
  now: number,
): Promise<void> {
  await manager.query(
    `DELETE FROM access_token
     WHERE partner_id = $1 AND (role, backend_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [partnerId, ...columnsOf(changed)],
  );
  const rows = changed.flatMap(({ role, backendId, tokens }) =>
    tokens.map((token) => ({
      ...{ partnerId, role, backendId },
      validDate: token.validDate,
      tokenDigest: digestOf(token),
    })),
  );
  if (rows.length === 0) return;
  const tokenDigest = In(rows.map((row) => row.tokenDigest));
  await manager.delete(AccessTokenRow, { tokenDigest, validDate: LessThan(firstLiveDay(now)) });
  await manager.insert(AccessTokenRow, rows);
}
