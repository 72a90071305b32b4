import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

/** Where the demo may put its data: what is left in it afterwards was forgotten. */
let temporary: string;

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-demo-test-'));
  // The database may run as another user, who has to pass.
  await chmod(temporary, 0o711);
});

afterEach(() => rm(temporary, { recursive: true, force: true }));

test('the story is told to its end, and nothing is left behind', async () => {
  const demo = start(['dist/demo/main.js']);
  const told = await output(demo);
  expect(told).toContain('All 20 steps came out as told.');
  expect(told).toContain("removed: [ { partnerId: 'stadtwerke', backendId: 'cms-1' } ]");
  expect(told.match(/sees nothing/g)).toHaveLength(19);
  expect(told).not.toMatch(/\x1b|[\w-]{30}/);
  expect(demo.exitCode).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
});

test('a step that does not come out as told ends the story, and is the exit code', async () => {
  const demo = start(['--input-type=module', '--eval', WRONG_STORY]);
  const told = await output(demo);
  expect(told).toMatch(/✗ the list of partners: not as told, in "Everybody is there"/);
  expect(told).toMatch(/expected \[ 'somebody' \]\n +got +\[\]/);
  expect(told).not.toContain('Never told');
  expect(demo.exitCode).toBe(1);
  expect(await readdir(temporary)).toEqual([]);
});

test('whoever has seen enough may interrupt it: it tidies up all the same', async () => {
  const demo = start(['dist/demo/main.js']);
  demo.stdout.once('data', () => setTimeout(() => demo.kill('SIGINT'), 1_000));
  expect(await output(demo)).not.toContain('✗');
  expect(demo.exitCode).toBe(130);
  expect(await readdir(temporary)).toEqual([]);
});

const WRONG_STORY = `
  import { demonstrate } from './dist/demo/demonstrate.js';
  const run = async (scene) => {
    const { body } = await scene.clearingHouse.get('/v1/admin/partners');
    scene.check('the list of partners', body.items, ['somebody']);
  };
  const never = { title: 'Never told', run: async () => {} };
  process.exitCode = await demonstrate([{ title: 'Everybody is there', run }, never]);`;

type Demo = ChildProcessByStdio<null, Readable, Readable>;

function start(args: string[]): Demo {
  const env = { ...process.env, TMPDIR: temporary };
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** All that it says until it has ended. */
async function output(demo: Demo): Promise<string> {
  let text = '';
  for (const stream of [demo.stdout, demo.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(demo, 'close');
  return text;
}
