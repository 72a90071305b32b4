import { once } from 'node:events';
import { get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../environment/index.js';
import { until } from '../service/left-over-server.js';
import { makeScratchDirectory, type ScratchDirectory } from '../service/scratch-directory.js';
import { killServices, ServiceProcess, TOKEN_KEYS } from '../service/service-process.js';
import { Exposition } from './exposition.js';

let scratch: ScratchDirectory;
let database: TestDatabase;
beforeAll(async () => {
  scratch = await makeScratchDirectory();
  database = await createTestDatabase();
});
afterAll(async () => {
  killServices();
  await database.drop();
  await scratch.remove();
});

const start = (environment: Record<string, string>) =>
  ServiceProcess.start({
    directory: scratch.path,
    environment: { DATABASE_URL: database.url, TOKEN_KEYS, ...environment },
  });

const metricsUrl = ({ startLine }: ServiceProcess) => startLine.metrics!;
const read = async (url: string) => new Exposition(await (await fetch(url)).text());
/** Over a connection of its own, which goes to the next worker. */
const ask = ({ address }: ServiceProcess, path: string, secret: string) =>
  new Promise<string>((resolve, reject) => {
    const headers = { authorization: `Bearer ${secret}` };
    const question = get(
      address + path,
      { agent: false, headers },
      (answer) => void text(answer).then(resolve),
    );
    question.on('error', reject);
  });

describe('With an address of their own', () => {
  it('the metrics are there for whoever asks, and nowhere else, until the service ends', async () => {
    const service = await start({ METRICS_ADDRESS: '127.0.0.1:0' });
    const url = metricsUrl(service);
    const answer = await fetch(`${url}?name=x`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    const metrics = new Exposition(await answer.text());
    expect(metrics.sum('build_info')).toBe(1);
    expect(
      metrics.values.find(({ name }) => name === 'process_resident_memory_bytes')!.value,
    ).toBeGreaterThan(1e6);
    expect((await fetch(new URL('/v1/self', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await fetch(`${service.address}/metrics`)).status).toBe(404);
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
    await expect(fetch(url)).rejects.toThrow();
  });

  it('a start fails that can not have it, and says why', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const service = new ServiceProcess({
      directory: scratch.path,
      environment: { DATABASE_URL: database.url, TOKEN_KEYS, METRICS_ADDRESS: `127.0.0.1:${port}` },
    });
    const { code, errors } = await service.ended;
    expect([code, errors]).toEqual([
      1,
      `The metrics' address 127.0.0.1:${port} is in use. Set METRICS_ADDRESS to another one.\n`,
    ]);
    taken.close();
  });
});

describe('With several workers', () => {
  const failedLogins = async (url: string) => (await read(url)).sum('failed_logins_total');
  const answering = ({ output }: ServiceProcess) =>
    [...output.matchAll(/"worker":(\d+),"msg":"Server listening/g)].map(([, pid]) => Number(pid));
  const linesOf = ({ output }: ServiceProcess, pid: number) =>
    output.split('\n').filter((line) => line.includes(`"worker":${pid},`) && line.includes('"/v1/self"'))
      .length;

  describe('and an address of their own', () => {
    let service: ServiceProcess;
    let url: string;
    let asked = 0;
    beforeAll(async () => {
      service = await start({ WORKERS: '2', METRICS_ADDRESS: '127.0.0.1:0' });
      url = metricsUrl(service);
    });

    it('one scrape tells of all', async () => {
      await until(async () => {
        await ask(service, '/v1/self', 'wrong');
        asked += 1;
        return answering(service).every((worker) => linesOf(service, worker) > 0);
      });
      const metrics = await read(url);
      expect(metrics.sum('failed_logins_total')).toBe(asked);
      expect(metrics.sum('workers_listening')).toBe(2);
      expect(metrics.sum('build_info')).toBe(1);
      expect(metrics.sum('database_pool_size_connections', { pool: 'primary' })).toBe(20);
      expect(metrics.sum('change_signal_age_seconds')).toBeGreaterThan(0);
    });

    it('what a worker has counted stays when it is gone and replaced', async () => {
      process.kill(answering(service)[0]!, 'SIGKILL');
      await service.untilSaid(/A worker ended/);
      expect(await failedLogins(url)).toBe(asked);
      await until(async () => (await read(url)).sum('workers_listening') === 2);
      expect(await failedLogins(url)).toBe(asked);
      expect((await read(url)).sum('workers_ended_total')).toBe(1);
      expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
    });
  });

  it('each tells of all, where staff ask on the port of the service', async () => {
    const secret = 'a-secret-of-the-clearing-house-for-tests';
    const service = await start({ WORKERS: '2', ADMIN_SECRET: secret });
    for (let count = 0; count < 4; count += 1) {
      await ask(service, '/v1/self', 'wrong');
      const metrics = new Exposition(await ask(service, '/metrics', secret));
      expect(metrics.sum('failed_logins_total')).toBe(count + 1);
      expect(metrics.sum('workers_listening')).toBe(2);
    }
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
  });
});
