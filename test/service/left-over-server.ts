import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from '../../src/database/embedded-postgres/process-table.js';

/** The process of the PostgreSQL that a service runs on its data directory. */
export async function serverPid(dataDirectory: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDirectory, 'data', 'postmaster.pid'), 'utf8'), 10);
}

export async function isRunning(pid: number): Promise<boolean> {
  return (await processIdentity(pid)) !== undefined;
}

/** Bounded by the time limit of the test, like all waiting here. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}
