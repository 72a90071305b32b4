import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SOUND_TREE, type Tree, VIOLATIONS } from './trees.fixture.js';

let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-layers-'));
  for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'])
    await cp(resolve(file), join(project, file));
  await symlink(resolve('node_modules'), join(project, 'node_modules'));
  await write(SOUND_TREE);
});

afterAll(() => rm(project, { recursive: true, force: true }));

test('imports that go down or sideways, through public faces, are in order; tests are free', async () => {
  expect(await check()).toEqual({ exitCode: 0, violations: [] });
});

test('every other import is found, and no more than those', async () => {
  await write(Object.fromEntries(VIOLATIONS.map(({ file, text }) => [file, text])));
  const { exitCode, violations } = await check();
  const expected = VIOLATIONS.flatMap(({ file, rules }) => rules.map((rule) => `${rule}: ${file}`));
  expect(violations.sort()).toEqual(expected.sort());
  expect(exitCode).toBe(expected.length);
});

async function write(tree: Tree): Promise<void> {
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
}

/** What `npm run check:layers` says of the project: each violation as `rule: file`. */
async function check(): Promise<{ exitCode: number | null; violations: string[] }> {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--no-progress', 'src', 'migrations', 'demo'];
  const { exitCode, text } = await new Promise<{ exitCode: number | null; text: string }>((settle) => {
    const child = execFile(process.execPath, args, { cwd: project }, (_error, stdout, stderr) =>
      settle({ exitCode: child.exitCode, text: stdout + stderr }),
    );
  });
  const violations = [...text.matchAll(/error (\S+): (\S+)/g)].map(([, rule, file]) => `${rule}: ${file}`);
  return { exitCode, violations };
}
