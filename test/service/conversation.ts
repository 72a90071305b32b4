import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { ServiceProcess } from './service-process.js';

/** A connection to the service. */
export async function open({ address }: ServiceProcess): Promise<Socket> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Leaves the service with a request in hand; returns what sends the rest of it, and resolves with the answer. */
export async function beginAdmission(
  service: ServiceProcess,
  secret: string,
  partnerId: string,
): Promise<() => Promise<string>> {
  const body = JSON.stringify({ partnerId, name: 'Company', operatorIds: [], providerIds: [] });
  const fields = [
    'POST /v1/admin/partners HTTP/1.1',
    'Host: a',
    `Authorization: Bearer ${secret}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Expect: 100-continue',
  ];
  const socket = await open(service);
  // It has the request in hand when it asks for the rest.
  await say(socket, `${fields.join('\r\n')}\r\n\r\n${body.slice(0, 9)}`, /100 Continue/);
  return () => say(socket, body.slice(9), new RegExp(`HTTP/1.1 \\d+ [^]*"${partnerId}"`));
}

/** Writes, and reads until what came back matches; fails when the connection closes before. */
export async function say(socket: Socket, bytes: string, expected: RegExp): Promise<string> {
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
export async function refuses({ address }: ServiceProcess): Promise<boolean> {
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
