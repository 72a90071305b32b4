import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { query } from '../database/measured-database.js';
import { OPEN } from '../../src/database/index.js';

/** PostgreSQL itself writes the present definitions that a provider sees to a file: no JSON, no HTTP, no history. */
export async function copyVisible(databaseUrl: string, viewer: string): Promise<void> {
  const [server] = await query<{ data_directory: string }>(databaseUrl, 'SHOW data_directory');
  const path = join(server?.data_directory ?? '', `copy-${randomUUID()}`);
  const rows = `
    SELECT d.partner_id, d.backend_id, d.url, d.namespace_url, d.binding, d.whitelist, d.blacklist, d.tokens,
      d.revision_from
    FROM roaming_connection c
    JOIN backend_definition d ON d.partner_id = c.operator_partner_id AND d.role = 'operator'
    WHERE c.provider_partner_id = '${viewer}' AND c.revision_to = ${OPEN} AND d.revision_to = ${OPEN}
    ORDER BY d.partner_id, d.backend_id`;
  await query(databaseUrl, `COPY (${rows}) TO '${path}'`);
  await rm(path);
}
