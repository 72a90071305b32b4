import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { processArguments } from './process-table.js';
import { SHUTDOWN_PATIENCE, SHUTDOWN_SIGNALS } from './server-process.js';

/** In milliseconds. */
const BETWEEN_LOOKS = 20;

/**
 * Stops a server that outlived its service, and makes sure that the pid file it left stops no new one. The caller
 * must hold the directory's lock: a server found here has no owner then.
 */
export async function stopFormerServer(clusterPath: string): Promise<void> {
  // Windows tells no arguments of a process; there PostgreSQL itself refuses to start beside such a server.
  if (process.platform === 'win32') return;
  const pidFile = join(clusterPath, 'postmaster.pid');
  const pid = await readPid(pidFile);
  if (pid === undefined) return;
  if (isServerOf(clusterPath, await processArguments(pid))) await shutDown(pid, clusterPath);
  else await disown(pidFile, pid);
}

function isServerOf(clusterPath: string, [program = '', ...args]: readonly string[]): boolean {
  if (args.length > 0) return basename(program) === 'postgres' && args.includes(clusterPath);
  return program.includes('postgres') && program.includes(`-D ${clusterPath} `);
}

/** Looks again before each signal, and while it waits: the pid may pass to another process. */
async function shutDown(pid: number, clusterPath: string): Promise<void> {
  const isThere = async (): Promise<boolean> => isServerOf(clusterPath, await processArguments(pid));
  for (const signal of SHUTDOWN_SIGNALS) {
    if (!(await isThere())) return;
    process.kill(pid, signal);
    const end = Date.now() + SHUTDOWN_PATIENCE;
    while (Date.now() < end) {
      if (!(await isThere())) return;
      await delay(BETWEEN_LOOKS);
    }
  }
  throw new EmbeddedPostgresError(
    `An earlier PostgreSQL server (process ${pid}) on ${clusterPath} does not end: end it, then start again`,
  );
}

/**
 * PostgreSQL takes any process with that pid for a running server, be it a stranger or a zombie. It disregards
 * its parent's pid, though: with that in the file it still reads the rest, which tells whether children of the
 * dead server are using its shared memory. Removing the file would lose this protection of the data.
 */
async function disown(pidFile: string, pid: number): Promise<void> {
  const content = await readFile(pidFile, 'utf8').catch(() => undefined);
  if (content?.startsWith(`${pid}\n`))
    await writeFile(pidFile, content.replace(String(pid), String(process.pid)));
}

/** A file without a pid is being written right now, or was when the power failed; the latter goes. */
async function readPid(pidFile: string): Promise<number | undefined> {
  for (let tries = 0; tries < 10; tries++) {
    const content = await readFile(pidFile, 'utf8').catch(() => undefined);
    if (content === undefined) return undefined;
    const pid = /^\d+(?=\n)/.exec(content)?.[0];
    if (pid !== undefined) return Number(pid);
    await delay(BETWEEN_LOOKS);
  }
  await rm(pidFile, { force: true });
  return undefined;
}
