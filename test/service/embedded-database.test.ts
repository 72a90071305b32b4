import { execFile } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isRunning, serverPid, until } from './left-over-server.js';
import {
  findOrdinaryAccount,
  makeScratchDirectory,
  type Account,
  type ScratchDirectory,
} from './scratch-directory.js';
import { killServices, ServiceProcess } from './service-process.js';

const ordinary = findOrdinaryAccount();
const USERS: { user: string; account?: Account }[] = [
  { user: 'whoever runs the tests' },
  ...(ordinary ? [{ user: 'an ordinary user', account: ordinary }] : []),
];

describe.each(USERS)('The service with a PostgreSQL of its own, run by $user', ({ account }) => {
  let scratch: ScratchDirectory;
  let secret: string;

  beforeAll(async () => {
    scratch = await makeScratchDirectory(account);
  });
  afterEach(killServices);
  afterAll(() => scratch.remove());

  const start = () => ServiceProcess.start({ directory: scratch.path, ...account });
  const data = () => join(scratch.path, 'data');

  it('tells the admin secret at its first start, with the addresses', async () => {
    const service = await start();
    secret = service.adminSecret!;
    expect(service.output.split(secret)).toHaveLength(2);
    expect(service.startLine.data).toBe(data());
    expect((await service.get('/docs')).status).toBe(200);
    expect((await service.get('/v1/admin/partners', secret)).status).toBe(200);
    await admit(service, secret, 'kept');
    const server = await serverPid(data());
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
    expect(await isRunning(server)).toBe(false);
  });

  it('does not tell it again, and still takes it', async () => {
    const service = await start();
    expect([service.adminSecret, service.output.includes(secret)]).toEqual([undefined, false]);
    expect((await service.get('/v1/admin/partners/kept', secret)).status).toBe(200);
    await service.stop();
  });

  it('tells its log, in the form of all lines there, that the directory was restored from a copy', async () => {
    const copy = `${data()}-copy`;
    await promisify(execFile)('cp', ['-a', data(), copy]);
    await rm(data(), { recursive: true });
    await rename(copy, data());
    const service = await start();
    const lines = service.output.split('\n').filter((line) => line.includes('epoch'));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 'warn',
        context: 'Epoch',
        msg: expect.stringContaining('a new epoch'),
      }),
    ]);
    await service.stop();
  });

  it('leaves no server behind when it is killed, and goes on with its data', async () => {
    const killed = await start();
    await admit(killed, secret, 'last');
    const server = await serverPid(data());
    killed.kill('SIGKILL');
    await killed.ended;
    await until(async () => !(await isRunning(server)));
    const service = await start();
    expect((await service.get('/v1/admin/partners/last', secret)).status).toBe(200);
    await service.stop();
  });
});

async function admit({ address }: ServiceProcess, secret: string, partnerId: string): Promise<void> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ partnerId, name: partnerId, operatorIds: [], providerIds: [] });
  const answer = await fetch(`${address}/v1/admin/partners`, { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
}
