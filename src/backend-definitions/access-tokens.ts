import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PartnerId, Role } from '../partners/index.js';
import { TokenCipher } from '../token-encryption/index.js';
import type { Identity } from './backend-definition.js';
import type { BackendId } from './backend-id.js';
import { type DailyToken, firstLiveDay } from './daily-token.js';
import { columnsOf } from './definition-versions.js';
import { keyOf } from './staged-definitions.js';
import { TokensInUse } from './tokens-in-use.js';

/** Which definition uses which token: known by keyed digests, so that the tokens can't be told from them. */
@Injectable()
export class AccessTokens {
  constructor(private readonly cipher: TokenCipher) {}

  /**
   * Who uses these tokens now; tokens that are over are used by nobody. Of others than the partner it tells no more.
   * A token may be stored under any of the keys: it is looked for under all of them.
   */
  async inUse(
    manager: EntityManager,
    partnerId: PartnerId,
    tokens: readonly DailyToken[],
    now: number,
  ): Promise<TokensInUse> {
    const inUse = new TokensInUse();
    if (tokens.length === 0) return inUse;
    const byDigest = new Map(
      tokens.flatMap(({ accessToken }) =>
        this.cipher.digests(accessToken).map((digest) => [digest.toString('hex'), accessToken]),
      ),
    );
    const records: TokenRecord[] = await manager.query(
      `SELECT encode(token_digest, 'hex') AS digest, partner_id, role, backend_id FROM access_token
       WHERE token_digest = ANY($1::bytea[]) AND valid_date >= $2`,
      [[...byDigest.keys()].map((digest) => Buffer.from(digest, 'hex')), firstLiveDay(now)],
    );
    for (const { digest, partner_id, role, backend_id } of records)
      inUse.add(
        byDigest.get(digest) ?? '',
        partner_id === partnerId ? keyOf({ role, backendId: backend_id }) : ANOTHER_PARTNER,
      );
    return inUse;
  }
  /**
   * Makes the tokens the ones that these definitions of one partner use, inside a write: the registry's clock keeps any
   * other writer from taking one of them meanwhile. Tokens of others that are over free themselves here.
   */
  async replace(
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
      tokens.map((token) => ({ role, backendId, ...token })),
    );
    if (used.length === 0) return;
    const digests = used.map(({ accessToken }) => this.cipher.digests(accessToken));
    await manager.query(
      'DELETE FROM access_token WHERE token_digest = ANY($1::bytea[]) AND valid_date < $2',
      [digests.flat(), firstLiveDay(now)],
    );
    const days = used.map(({ validDate }) => validDate);
    await manager.query(
      `INSERT INTO access_token (partner_id, token_key_id, token_digest, valid_date, role, backend_id)
       SELECT $1, $2, * FROM unnest($3::bytea[], $4::date[], $5::text[], $6::text[])`,
      [partnerId, this.cipher.keyId, digests.map(([digest]) => digest), days, ...columnsOf(used)],
    );
  }
}

interface TokenRecord {
  /** In hexadecimal digits. */
  digest: string;
  partner_id: PartnerId;
  role: Role;
  backend_id: BackendId;
}

const ANOTHER_PARTNER = 'another partner';
