import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

test('the threat model names tests that exist, in every row that claims one', async () => {
  const text = await readFile('docs/threat-model.md', 'utf8');
  const named = [...text.matchAll(/`([\w/-]+\.test\.ts)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
  const rows = text.split('\n').filter((line) => /^\| .*\|.*\|.*\|$/.test(line) && !line.includes('---'));
  const claims = rows.filter((row) => !/\.test\.ts`|\| no test +\||\| test +\|$/.test(row));
  expect(claims).toEqual([]);
});
