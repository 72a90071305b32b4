import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cores, onServerCore } from '../machine/cores.js';

/** Somebody else's server, on the core of what is measured, with a directory of its own that goes with it. */
export interface Peer extends AsyncDisposable {
  readonly pid: number;
}

export interface PeerProgram {
  readonly command: string;
  readonly args: (directory: string) => readonly string[];
  /** Answers as soon as the server is ready. */
  readonly readyUrl: string;
}

const LONGEST_START = 20_000;
const ASK_EVERY = 50;

export async function startPeer({ command, args, readyUrl }: PeerProgram, cores: Cores): Promise<Peer> {
  const directory = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-peer-'));
  const [program, all] = onServerCore(cores, command, args(directory));
  const child = spawn(program, all, { cwd: directory, stdio: 'ignore' });
  const peer: Peer = {
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      if (child.kill('SIGTERM')) await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
  const deadline = Date.now() + LONGEST_START;
  while (child.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(readyUrl).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return peer;
    await sleep(ASK_EVERY);
  }
  await peer[Symbol.asyncDispose]();
  throw new Error(`${command} did not become ready.`);
}

/** Where the program is; undefined where it is not installed. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(directory, name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}
