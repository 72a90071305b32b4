import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { parseTokenKeys } from '../../src/configuration/index.js';
import { formatRevision, OPEN, type Revision } from '../../src/database/index.js';
import { TokenCipher } from '../../src/token-encryption/index.js';
import { settingsOfProgram, tell } from '../machine/pinned-program.js';
import type { PlainRead, PlainReadsSettings } from './plain-reads.js';

const { databaseUrl, tokenKeys, partnerId, since, asOf, epoch, sinceRevision, keys } =
  settingsOfProgram() as PlainReadsSettings;
const cipher = new TokenCipher(parseTokenKeys(tokenKeys));

const COLUMNS = `d.partner_id, d.backend_id, d.url, d.namespace_url, d.binding, d.whitelist, d.blacklist, d.tokens,
  d.revision_from`;

/** The very rows of the answer, by primary key. */
const BY_KEY = {
  name: 'by-key',
  text: `
    SELECT ${COLUMNS} FROM backend_definition d
    WHERE (d.partner_id, d.role, d.backend_id, d.revision_from) IN (
      SELECT partner_id, 'operator', backend_id, revision_from
      FROM unnest($1::text[], $2::text[], $3::bigint[]) AS key (partner_id, backend_id, revision_from)
    )
    ORDER BY d.partner_id, d.backend_id`,
  values: [0, 1, 2].map((place) => keys.map((key) => key[place])),
};

/** The obvious query of a registry that keeps no history and tells of no removals: what its partners changed since. */
const BY_REVISION = {
  name: 'by-revision',
  text: `
    SELECT ${COLUMNS} FROM roaming_connection c
    JOIN backend_definition d ON d.partner_id = c.operator_partner_id AND d.role = 'operator'
    WHERE c.provider_partner_id = $1 AND c.revision_to = ${OPEN} AND d.revision_to = ${OPEN} AND d.revision_from > $2
    ORDER BY d.partner_id, d.backend_id`,
  values: [partnerId, sinceRevision],
};

const QUERIES: Readonly<Record<PlainRead, pg.QueryConfig>> = { 'by-key': BY_KEY, 'by-revision': BY_REVISION };

interface Version {
  partner_id: string;
  backend_id: string;
  url: string;
  namespace_url: string;
  binding: string;
  whitelist: string[];
  blacklist: string[];
  tokens: { sealed: string; validDate: string }[];
  revision_from: string;
}

const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });

const server = createServer((request, response) => {
  const query = QUERIES[(request.url ?? '').slice(1) as PlainRead];
  void pool.query<Version>(query).then(({ rows }) => {
    const body = JSON.stringify({ since, asOf, epoch, updated: rows.map(bodyOf), removed: [] });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));

function bodyOf(row: Version) {
  return {
    partnerId: row.partner_id,
    backendId: row.backend_id,
    url: row.url,
    namespaceUrl: row.namespace_url,
    binding: row.binding,
    whitelist: row.whitelist,
    blacklist: row.blacklist,
    tokens: row.tokens.map(({ sealed, validDate }) => ({
      accessToken: opened(row, sealed, validDate),
      validDate,
    })),
    changedAt: formatRevision(Number(row.revision_from) as Revision),
  };
}

function opened(
  { partner_id: partnerId, backend_id: backendId }: Version,
  sealed: string,
  validDate: string,
) {
  return cipher.open(sealed, { partnerId, role: 'operator', backendId, validDate });
}
