import type { DataSource } from 'typeorm';
import { OPEN } from '../../database/index.js';

/** The IDs of all keys that something is under, in order. Found by going from one key to the next in the index, however many rows there are. */
export async function keyIdsInUse(dataSource: DataSource): Promise<string[]> {
  const found = await Promise.all(
    ['backend_definition', 'access_token'].map((table) =>
      dataSource.query<{ token_key_id: string }[]>(distinctKeyIds(table)),
    ),
  );
  return [...new Set(found.flat().map(({ token_key_id }) => token_key_id))].sort();
}

function distinctKeyIds(table: string): string {
  const first = (condition: string) =>
    `SELECT token_key_id FROM ${table} WHERE ${condition} ORDER BY token_key_id LIMIT 1`;
  return `
    WITH RECURSIVE used AS (
      (${first('token_key_id IS NOT NULL')})
      UNION ALL
      SELECT (${first('token_key_id > used.token_key_id')}) FROM used WHERE used.token_key_id IS NOT NULL
    )
    SELECT token_key_id FROM used WHERE token_key_id IS NOT NULL`;
}

/** Of these keys, those that tokens of present definitions are under. */
export async function keyIdsOfPresent(dataSource: DataSource, keyIds: readonly string[]): Promise<string[]> {
  const found: { keyId: string }[] = await dataSource.query(
    `SELECT key_id AS "keyId" FROM unnest($1::text[]) AS key_id WHERE EXISTS (
       SELECT FROM backend_definition WHERE token_key_id = key_id AND revision_to = ${OPEN} AND tokens <> '[]')`,
    [keyIds],
  );
  return found.map(({ keyId }) => keyId);
}
