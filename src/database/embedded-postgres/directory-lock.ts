import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DirectoryInUseError } from './embedded-postgres-error.js';
import { processIdentity } from './process-table.js';

/** Held from before the first look at the data until the server is gone. Ends with its process. */
export interface DirectoryLock {
  release(): Promise<void>;
}

/** In milliseconds; tries times pause is how long rivals that start at the same time get to withdraw. */
const PAUSE = 10;
const TRIES = 50;

/** `service-<pid>-<hash of the process's identity>-<random>.lock`: all is in the name, so it is there at once. */
const CLAIM = /^service-(\d+)-([0-9a-f]{16})-.*\.lock$/;

/**
 * Lets one service at a time into the directory. Each puts up a claim first and looks for others then, so of any
 * two at least one sees the other; whoever sees no live one is in. A dead claim can be removed at any time, since
 * its name never comes again. Pids mean something within one container only: two must not share a directory.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const own = `service-${process.pid}-${await identityHash(process.pid)}-${randomUUID()}.lock`;
  const release = (): Promise<void> => rm(join(directory, own), { force: true });
  await writeFile(join(directory, own), '');
  try {
    for (let tries = 0; ; tries++) {
      const rivals = await liveRivals(directory, own);
      const [first] = rivals.sort();
      if (first === undefined) return { release };
      // Of services that start together the first by name stays; one that is in already stays, too.
      if (first < own || tries === TRIES) throw inUse(directory, first);
      await delay(PAUSE);
    }
  } catch (error) {
    await release();
    throw error;
  }
}

async function liveRivals(directory: string, own: string): Promise<string[]> {
  const rivals: string[] = [];
  for (const name of await readdir(directory)) {
    const [, pid, identity] = CLAIM.exec(name) ?? [];
    if (pid === undefined || name === own) continue;
    if ((await identityHash(Number(pid))) === identity) rivals.push(name);
    else await rm(join(directory, name), { force: true });
  }
  return rivals;
}

/** @returns undefined if there is no such process */
async function identityHash(pid: number): Promise<string | undefined> {
  const identity = await processIdentity(pid);
  return identity && createHash('sha256').update(identity).digest('hex').slice(0, 16);
}

function inUse(directory: string, claim: string): DirectoryInUseError {
  const [, pid] = CLAIM.exec(claim) ?? [];
  return new DirectoryInUseError(
    directory,
    `${directory} is in use by another running registry (process ${pid}); ` +
      `stop it or set DATA_DIR to another directory`,
  );
}
