import { expect, test } from '@jest/globals';
import { fillRegistry } from '../../bench/registry-of-size.js';
import { TokenCipher } from '../../src/token-encryption/index.js';
import { askDatabase, expectStatus, TestRegistry } from '../environment/index.js';
import { tokenKey } from '../token-encryption/stage.js';

const SIZE = { partners: 10, definitions: 100, versions: 1_000, connections: 1 };
const KEY = tokenKey('bench');

test.each([
  ['as the service writes it', new TokenCipher([KEY]), 'bench'],
  ['as it was written before there were keys', undefined, null],
])('a registry is filled %s', async (_, cipher, keyId) => {
  const registry = await TestRegistry.start({ configuration: { tokenKeys: [KEY] } });
  const filled = await fillRegistry(registry.databaseUrl, SIZE, cipher);
  const keys = await askDatabase(
    registry.databaseUrl,
    `SELECT token_key_id AS key, count(*)::int AS rows FROM backend_definition GROUP BY 1
     UNION ALL SELECT token_key_id, count(*)::int FROM access_token GROUP BY 1`,
  );
  expect(keys).toEqual([
    { key: keyId, rows: 1_000 },
    { key: keyId, rows: 200 },
  ]);
  const issued = await registry.admin.post(`/v1/admin/partners/${filled.viewer}/credentials`, {});
  expectStatus(issued, 201);
  const { body } = await registry.as(issued.body.secret).get('/v1/operator-backends?limit=100');
  expect(body.items).toHaveLength(100);
  for (const { tokens } of body.items)
    for (const { accessToken } of tokens) expect(accessToken).toMatch(/^[0-9a-f]{32}$/);
  await registry.stop();
});
