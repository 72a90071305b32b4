import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isRunning, serverPid, until } from './left-over-server.js';
import { makeScratchDirectory, type ScratchDirectory } from './scratch-directory.js';
import { killServices, ServiceProcess } from './service-process.js';

const BODY = JSON.stringify({ partnerId: 'late', name: 'Late', operatorIds: [], providerIds: [] });

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
    const [postgres, idle, busy] = [await server(), await open(service), await open(service)];
    await say(idle, 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n', /"status":"ok"/);
    // The service has the request in hand when it asks for the rest.
    await say(busy, `${headOf(secret)}Expect: 100-continue\r\n\r\n${BODY.slice(0, 9)}`, /100 Continue/);
    service.kill('SIGTERM');
    await until(() => refuses(service));
    const answer = say(busy, BODY.slice(9), /HTTP\/1.1 \d+ [^]*"late"/);
    expect(await answer).toMatch(/HTTP\/1.1 201 /);
    expect(await service.ended).toMatchObject({ code: 0, errors: '' });
    expect(await isRunning(postgres)).toBe(false);
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

function headOf(secret: string): string {
  const headers = ['Host: a', `Authorization: Bearer ${secret}`, 'Content-Type: application/json'];
  return `POST /v1/admin/partners HTTP/1.1\r\n${headers.join('\r\n')}\r\nContent-Length: ${BODY.length}\r\n`;
}

async function open({ address }: ServiceProcess): Promise<Socket> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Writes, and reads until what came back matches; fails when the connection closes before. */
async function say(socket: Socket, bytes: string, expected: RegExp): Promise<string> {
  let read = '';
  socket.write(bytes);
  for await (const chunk of on(socket)) if (expected.test((read += chunk))) return read;
  throw new Error(`The connection was closed after: ${read}`);
}

async function* on(socket: Socket): AsyncGenerator<string> {
  const closed = once(socket, 'close').then(() => undefined);
  for (;;) {
    const chunk = await Promise.race([once(socket, 'data').then(([data]) => String(data)), closed]);
    if (chunk === undefined) return;
    yield chunk;
  }
}

/** Whether it no longer takes new connections. */
async function refuses({ address }: ServiceProcess): Promise<boolean> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => false),
    once(socket, 'error').then(
      () => true,
      () => true,
    ),
  ]).catch(() => true);
  socket.destroy();
  return outcome;
}
