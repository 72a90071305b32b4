import { get } from 'node:http';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginAdmission, refuses } from './conversation.js';
import { isRunning, serverPid, until } from './left-over-server.js';
import { makeScratchDirectory, type ScratchDirectory } from './scratch-directory.js';
import { killServices, ServiceProcess } from './service-process.js';

/** Run by each process of the service before its own program: a worker can not start while there is a file `broken`. */
const HOOK = `
import { existsSync } from 'node:fs';
if (process.argv[1].endsWith('worker.js') && existsSync('broken')) process.exit(7);`;

describe('A service of two workers with a PostgreSQL of its own', () => {
  let scratch: ScratchDirectory;
  let service: ServiceProcess;
  let secret: string | undefined;

  beforeAll(async () => {
    scratch = await makeScratchDirectory();
    await writeFile(join(scratch.path, 'hook.mjs'), HOOK);
    service = await start();
    secret = service.adminSecret;
  });
  afterAll(async () => {
    killServices();
    await scratch.remove();
  });

  const start = () => {
    const environment = { WORKERS: '2', NODE_OPTIONS: '--import=./hook.mjs' };
    return ServiceProcess.start({ directory: scratch.path, environment, detached: true });
  };
  const server = () => serverPid(join(scratch.path, 'data'));
  const breakStarts = () => writeFile(join(scratch.path, 'broken'), '');
  const mendStarts = () => rm(join(scratch.path, 'broken'));

  it('answers by both, on one port', async () => {
    expect(service.startLine.workers).toBe(2);
    expect(listening(service)).toHaveLength(2);
    await untilAllAnswer(service, listening(service));
  });

  it('replaces a worker that is killed, and goes on meanwhile', async () => {
    const [killed, other] = listening(service) as [number, number];
    process.kill(killed, 'SIGKILL');
    await service.untilSaid(
      lineOf(killed, '"signal":"SIGKILL".*"msg":"A worker ended; another one takes its place"'),
    );
    await untilAllAnswer(service, [other]);
    await until(async () => listening(service).length === 3);
    await untilAllAnswer(service, [other, listening(service)[2]!]);
  });

  it('tries again, more slowly, where a worker can not start', async () => {
    await breakStarts();
    process.kill(listening(service)[2]!, 'SIGKILL');
    await service.untilSaid(/"code":7,.*"replacedAfterMs":400,/);
    await untilAllAnswer(service, [listening(service)[1]!]);
    await mendStarts();
    await until(async () => listening(service).length === 4);
  });

  it('stops all by SIGTERM, after what is under way', async () => {
    const everything = [await server(), ...listening(service)];
    const finish = [
      await beginAdmission(service, secret!, 'one'),
      await beginAdmission(service, secret!, 'two'),
    ];
    service.kill('SIGTERM');
    await until(() => refuses(service));
    for (const end of finish) expect(await end()).toMatch(/HTTP\/1.1 201 /);
    expect(await service.ended).toMatchObject({ code: 0, errors: '' });
    expect(await stillRunning(everything)).toEqual([]);
  });

  it('stops all by Ctrl-C at a terminal, after what is under way', async () => {
    service = await start();
    expect(service.adminSecret).toBeUndefined();
    const everything = [await server(), ...listening(service)];
    const finish = await beginAdmission(service, secret!, 'three');
    service.interrupt();
    await until(() => refuses(service));
    expect(await finish()).toMatch(/HTTP\/1.1 201 /);
    const ending = await service.ended;
    expect(ending).toMatchObject({ code: 0, errors: '' });
    expect(await stillRunning(everything)).toEqual([]);
  });

  it('leaves nothing behind when the first of its processes is killed', async () => {
    service = await start();
    const everything = [await server(), ...listening(service)];
    service.kill('SIGKILL');
    await service.ended;
    await until(async () => (await stillRunning(everything)).length === 0);
    expect(await refuses(service)).toBe(true);
  });
});

/** The workers that have begun to listen, by process, those that are gone by now included. */
function listening({ output }: ServiceProcess): number[] {
  return [...output.matchAll(/"worker":(\d+),"msg":"Server listening/g)].map(([, pid]) => Number(pid));
}

function lineOf(worker: number, rest: string): RegExp {
  return new RegExp(`"worker":${worker},.*${rest}`);
}

/** Asks over new connections, until each of the workers has answered after now; no question goes unanswered. */
async function untilAllAnswer(service: ServiceProcess, workers: number[]): Promise<void> {
  const start = service.output.length;
  await until(async () => {
    expect(await statusOverNewConnection(`${service.address}/v1/self`)).toBe(401);
    const since = service.output.slice(start);
    return workers.every((worker) => lineOf(worker, '"path":"/v1/self"').test(since));
  });
}

function statusOverNewConnection(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const question = get(url, { agent: false }, (answer) => resolve(answer.resume().statusCode));
    question.on('error', reject);
  });
}

async function stillRunning(pids: number[]): Promise<number[]> {
  const running = await Promise.all(pids.map(isRunning));
  return pids.filter((_, n) => running[n]);
}
