import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { lockDirectory } from './directory-lock.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'directory-lock-'));
});

afterEach(() => rm(directory, { recursive: true }));

async function leaveClaimOf(pid: number): Promise<void> {
  await writeFile(join(directory, `service-${pid}-0123456789abcdef-left.lock`), '');
}

it('lets exactly one of many starters in, also over the claim of a dead service', async () => {
  await leaveClaimOf(spawnSync(process.execPath, ['--version']).pid);
  const starters = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(directory)));
  expect(starters.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await readdir(directory)).toHaveLength(1);
});

it('lets nobody in, whatever the order of names, while the lock is held', async () => {
  await lockDirectory(directory);
  const starters = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(directory)));
  expect(starters.filter(({ status }) => status === 'fulfilled')).toHaveLength(0);
});

it('is free again once released', async () => {
  await (await lockDirectory(directory)).release();
  await expect(lockDirectory(directory)).resolves.toBeDefined();
});

it('takes a process that has the dead owner’s pid for a stranger', async () => {
  await leaveClaimOf(process.pid);
  await expect(lockDirectory(directory)).resolves.toBeDefined();
});
