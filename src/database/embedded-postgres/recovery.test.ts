import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmbeddedPostgres } from './index.js';
import { processIdentity } from './process-table.js';

/** The compiled module: a process of its own cannot load TypeScript. */
const MODULE = new URL('../../../dist/src/database/embedded-postgres/index.js', import.meta.url);

const SERVICE = `
  const { startEmbeddedPostgres } = await import(process.argv[1]);
  await startEmbeddedPostgres({ directory: process.argv[2], durable: false });
  process.stdout.write('ready\\n');
  setInterval(() => {}, 1_000);`;

const servicesStarted: ChildProcess[] = [];

/** One for all tests, each of which has to leave it fit for the next: to make a cluster takes a second. */
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
});

afterEach(() => {
  for (const service of servicesStarted.splice(0)) service.kill('SIGKILL');
});

afterAll(() => rm(directory, { recursive: true, maxRetries: 10 }));

function startService(): ChildProcess {
  const service = spawn(process.execPath, ['--input-type=module', '-e', SERVICE, MODULE.href, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servicesStarted.push(service);
  return service;
}

async function startReadyService(): Promise<ChildProcess> {
  const service = startService();
  await once(createInterface({ input: service.stdout! }), 'line');
  return service;
}

/** Waits also for the end of its output: nothing it started may hold that open. */
async function killService(service: ChildProcess): Promise<void> {
  const closed = once(service, 'close');
  service.kill('SIGKILL');
  await closed;
}

async function killGuardian(service: ChildProcess): Promise<void> {
  const server = await serverPid();
  const [guardian] = (await childrenOf(service.pid!)).filter((pid) => pid !== server);
  process.kill(guardian!, 'SIGKILL');
}

async function childrenOf(pid: number): Promise<number[]> {
  const list =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
      : (await promisify(execFile)('pgrep', ['-P', String(pid)])).stdout;
  return list.trim().split(/\s+/).map(Number);
}

const pidFile = (): string => join(directory, 'data', 'postmaster.pid');

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(pidFile(), 'utf8'), 10);
}

/** Bounded by the time limit of the test. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(10);
}

const isGone = async (pid: number): Promise<boolean> => (await processIdentity(pid)) === undefined;

async function startsAndStops(): Promise<void> {
  const server = await startEmbeddedPostgres({ directory, durable: false });
  await server.stop();
  await expect(access(pidFile())).rejects.toThrow('ENOENT');
}

describe('when the service is killed', () => {
  it('in the middle of making the cluster, the next start makes it anew', async () => {
    const service = startService();
    await until(async () => (await readdir(directory)).some((name) => name.startsWith('data.new-')));
    await killService(service);
    await startsAndStops();
    expect((await readdir(directory)).sort()).toEqual(['data', 'password']);
  });

  it('the guardian shuts the server down in order', async () => {
    const service = await startReadyService();
    const server = await serverPid();
    await killService(service);
    await until(() => isGone(server));
    await expect(access(pidFile())).rejects.toThrow('ENOENT');
  });

  it('the next start takes over while the server shuts down', async () => {
    await killService(await startReadyService());
    await startsAndStops();
  });

  it('and the guardian too, the next start ends the orphaned server and takes over', async () => {
    const service = await startReadyService();
    const orphan = await serverPid();
    await killGuardian(service);
    await killService(service);
    expect(await isGone(orphan)).toBe(false);
    await startsAndStops();
    expect(await isGone(orphan)).toBe(true);
  });
});

describe('when the server is killed', () => {
  it('the service goes on, and can stop and start again', async () => {
    const running = await startEmbeddedPostgres({ directory, durable: false });
    const server = await serverPid();
    process.kill(server, 'SIGKILL');
    await until(() => isGone(server));
    await running.stop();
    await startsAndStops();
  });

  it('and its pid passes to a stranger, the next start leaves the stranger alone', async () => {
    const service = await startReadyService();
    const server = await serverPid();
    await killGuardian(service);
    process.kill(server, 'SIGKILL');
    await killService(service);
    const { uid, gid } = await stat(join(directory, 'data'));
    const stranger = spawn('sleep', ['600'], { uid, gid, stdio: 'ignore' });
    await writeFile(pidFile(), (await readFile(pidFile(), 'utf8')).replace(/^\d+/, String(stranger.pid)));
    await startsAndStops();
    expect(await isGone(stranger.pid!)).toBe(false);
    stranger.kill();
  });
});

describe('what else a start may meet', () => {
  it('a pid file that a power failure left empty', async () => {
    await startsAndStops();
    await writeFile(pidFile(), '');
    await startsAndStops();
  });

  it('data of another PostgreSQL', async () => {
    const version = join(directory, 'data', 'PG_VERSION');
    const made = await readFile(version, 'utf8');
    await writeFile(version, '9.6\n');
    await expect(startsAndStops()).rejects.toThrow(
      /^The data in .* belong to PostgreSQL 9\.6, but this is PostgreSQL \d+: /,
    );
    await writeFile(version, made);
    await startsAndStops();
  });
});
