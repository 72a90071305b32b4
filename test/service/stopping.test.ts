import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStream } from '../environment/index.js';
import { beginAdmission, open, refuses, say } from './conversation.js';
import { isRunning, serverPid, until } from './left-over-server.js';
import { makeScratchDirectory, type ScratchDirectory } from './scratch-directory.js';
import { killServices, ServiceProcess } from './service-process.js';

describe('A service with a PostgreSQL of its own', () => {
  let scratch: ScratchDirectory;
  let secret: string;

  beforeAll(async () => {
    scratch = await makeScratchDirectory();
    const first = await ServiceProcess.start({ directory: scratch.path });
    secret = first.adminSecret!;
    await first.stop();
  });
  afterEach(killServices);
  afterAll(() => scratch.remove());

  const start = () => ServiceProcess.start({ directory: scratch.path });
  const server = () => serverPid(join(scratch.path, 'data'));

  it('that is told to stop answers what is under way, and ends everything', async () => {
    const service = await start();
    const [postgres, idle] = [await server(), await open(service)];
    await say(idle, 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n', /"status":"ok"/);
    const finish = await beginAdmission(service, secret, 'late');
    service.kill('SIGTERM');
    await until(() => refuses(service));
    expect(await finish()).toMatch(/HTTP\/1.1 201 /);
    expect(await service.ended).toMatchObject({ code: 0, errors: '' });
    expect(service.output).toMatch(
      /"level":"info",[^\n]*"msg":"Stopping: [^]*"status":201,[^]*"level":"info",[^\n]*"msg":"Stopped"}\n$/,
    );
    expect(await isRunning(postgres)).toBe(false);
  });

  it('that is told to stop ends streams, too, and had nothing to warn of', async () => {
    const service = await start();
    const stream = await openStream(service, secret);
    expect(await stream.any()).toBeDefined();
    const ending = await service.stop();
    expect(ending).toMatchObject({ code: 0, errors: '' });
    while (await stream.any());
  });

  it('ends likewise by Ctrl-C at a terminal', async () => {
    const service = await start();
    expect((await service.get('/v1/admin/partners/late', secret)).status).toBe(200);
    service.kill('SIGINT');
    expect(await service.ended).toMatchObject({ code: 0, errors: '' });
  });

  it('keeps a second one from its data, and does not mind', async () => {
    const service = await start();
    const second = await new ServiceProcess({ directory: scratch.path }).ended;
    expect(second).toMatchObject({ code: 1, output: '' });
    expect(second.errors).toMatch(
      /^\S+\/data is in use by another running registry \(process \d+\); stop it or .*\n$/,
    );
    expect((await service.get('/health/ready')).status).toBe(200);
    expect((await service.get('/v1/admin/partners/late', secret)).status).toBe(200);
    await service.stop();
  });

  it('that loses its PostgreSQL says so, is not ready, and can still be stopped', async () => {
    const service = await start();
    process.kill(await server(), 'SIGKILL');
    await service.untilSaid(
      /"level":"fatal".*The embedded PostgreSQL ended by itself: start the service again/,
    );
    await until(async () => (await service.get('/health/ready')).status === 503);
    expect((await service.get('/health/live')).status).toBe(200);
    expect((await service.get('/v1/admin/partners', secret)).status).toBe(503);
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
    const next = await start();
    expect((await next.get('/v1/admin/partners/late', secret)).status).toBe(200);
    const ending = await next.stop();
    expect(ending.output).not.toContain('ended by itself');
  });
});

/** Updates for a partner that is admitted for this. */
async function openStream(service: ServiceProcess, adminSecret: string): Promise<EventStream> {
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${adminSecret}`, 'content-type': 'application/json' };
    const answer = await fetch(service.address + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await answer.json()) as { secret: string };
  };
  const partner = { partnerId: 'emp', name: 'Company', operatorIds: [], providerIds: ['DE9BB'] };
  await post('/v1/admin/partners', partner);
  const { secret } = await post('/v1/admin/partners/emp/credentials', {});
  const { asOf } = (await (await service.get('/v1/operator-backends', secret)).json()) as { asOf: string };
  const url = `${service.address}/v1/operator-backends/updates?since=${asOf}`;
  return EventStream.open(url, { authorization: `Bearer ${secret}` });
}
