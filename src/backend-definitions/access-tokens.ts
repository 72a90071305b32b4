import type { EntityManager } from 'typeorm';
import type { PartnerId, Role } from '../partners/index.js';
import type { Identity } from './backend-definition.js';
import type { BackendId } from './backend-id.js';
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
  const records: TokenRecord[] = await manager.query(
    `SELECT token_digest, partner_id, role, backend_id FROM access_token
     WHERE token_digest = ANY($1::bytea[]) AND valid_date >= $2`,
    [tokens.map(digestOf), firstLiveDay(now)],
  );
  for (const { token_digest, partner_id, role, backend_id } of records)
    inUse.add(
      token_digest,
      partner_id === partnerId ? keyOf({ role, backendId: backend_id }) : ANOTHER_PARTNER,
    );
  return inUse;
}

interface TokenRecord {
  token_digest: Buffer;
  partner_id: PartnerId;
  role: Role;
  backend_id: BackendId;
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
  const used = changed.flatMap(({ role, backendId, tokens }) =>
    tokens.map((token) => ({ role, backendId, validDate: token.validDate, digest: digestOf(token) })),
  );
  if (used.length === 0) return;
  const digests = used.map(({ digest }) => digest);
  await manager.query('DELETE FROM access_token WHERE token_digest = ANY($1::bytea[]) AND valid_date < $2', [
    digests,
    firstLiveDay(now),
  ]);
  const days = used.map(({ validDate }) => validDate);
  await manager.query(
    `INSERT INTO access_token (partner_id, token_digest, valid_date, role, backend_id)
     SELECT $1, * FROM unnest($2::bytea[], $3::date[], $4::text[], $5::text[])`,
    [partnerId, digests, days, ...columnsOf(used)],
  );
}
