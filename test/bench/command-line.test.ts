import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseOptions, UsageError } from '../../bench/options.js';
import { ROWS } from '../../bench/rows/index.js';
import { usage } from '../../bench/usage.js';

const NAMES = ROWS.map(({ name }) => name);

test('--help tells of every row', async () => {
  const { exitCode, stdout } = await bench('--help');
  expect(exitCode).toBe(0);
  expect(stdout).toBe(usage(ROWS));
  for (const name of NAMES) expect(stdout).toContain(`\n  ${name} `);
});

test('a row that there is not is refused, and those that there are are named', async () => {
  const { exitCode, stdout, stderr } = await bench('--only', 'poll-quiet,nonesuch');
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(`There is no row nonesuch. There are ${NAMES.join(', ')}.`);
});

test('rows are measured in the order asked for, and all of them unless said otherwise', () => {
  expect(parseOptions(['--only', 'publish,poll-quiet'], ROWS).only.map(({ name }) => name)).toEqual([
    'publish',
    'poll-quiet',
  ]);
  expect(parseOptions([], ROWS).only).toBe(ROWS);
  expect(new Set(NAMES).size).toBe(NAMES.length);
});

test.each([
  [['--rounds', '0'], '--rounds must be a whole number'],
  [['everything'], 'There is no everything'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused', (args, message) => {
  const parse = () => parseOptions(args, ROWS);
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(message);
});

function bench(...args: string[]): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  return new Promise((settle) => {
    const program = [resolve('dist/bench/main.js'), ...args];
    const child = execFile(process.execPath, program, (_error, stdout, stderr) =>
      settle({ exitCode: child.exitCode, stdout, stderr }),
    );
  });
}
