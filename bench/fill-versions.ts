import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { TokenCipher } from '../src/token-encryption/index.js';

const BATCH = 20_000;

interface FilledVersion {
  readonly place: number;
  readonly is_open: boolean;
  readonly partner_id: string;
  readonly role: string;
  readonly backend_id: string;
  readonly tokens: readonly { readonly accessToken: string; readonly validDate: string }[];
}

/**
 * Inserts the versions of `filled_version` as the service would have written them, and the digests of those that are
 * open; without a cipher, as a service from before there were keys.
 */
export async function fillVersions(client: pg.Client, cipher: TokenCipher | undefined): Promise<void> {
  for (let from = 0; ; from += BATCH) {
    const { rows } = await client.query<FilledVersion>(NEXT, [from, from + BATCH]);
    if (rows.length === 0) return;
    const keyId = cipher?.keyId ?? null;
    const tokens = rows.map((row) => JSON.stringify(storedTokens(row, cipher)));
    await client.query(INSERT_VERSIONS, [keyId, rows.map(({ place }) => place), tokens]);
    const used = rows
      .filter((row) => row.is_open)
      .flatMap(({ place, tokens }) => tokens.map((token) => ({ place, ...token })));
    const digests = used.map(({ accessToken }) => cipher?.digest(accessToken) ?? plainDigest(accessToken));
    const days = used.map(({ validDate }) => validDate);
    await client.query(INSERT_DIGESTS, [keyId, used.map(({ place }) => place), digests, days]);
  }
}

function storedTokens(
  { partner_id: partnerId, role, backend_id: backendId, tokens }: FilledVersion,
  cipher?: TokenCipher,
) {
  if (!cipher) return tokens;
  return tokens.map(({ accessToken, validDate }) => ({
    validDate,
    sealed: cipher.seal(accessToken, { partnerId, role, backendId, validDate }),
  }));
}

function plainDigest(accessToken: string): Buffer {
  return createHash('sha256').update(accessToken).digest();
}

const NEXT = `
  SELECT place, is_open, partner_id, role, backend_id, tokens FROM filled_version
  WHERE place >= $1 AND place < $2 ORDER BY place`;

const INSERT_VERSIONS = `
  INSERT INTO backend_definition
  SELECT partner_id, role, backend_id, revision_from, revision_to, url, namespace_url, binding, whitelist, blacklist,
    stored.tokens::jsonb, size, $1
  FROM unnest($2::int[], $3::text[]) AS stored (place, tokens) JOIN filled_version USING (place)
  ORDER BY place`;

const INSERT_DIGESTS = `
  INSERT INTO access_token (token_key_id, token_digest, partner_id, role, backend_id, valid_date)
  SELECT $1, digest, partner_id, role, backend_id, day
  FROM unnest($2::int[], $3::bytea[], $4::date[]) AS used (place, digest, day) JOIN filled_version USING (place)`;
