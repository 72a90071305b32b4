import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

const WITH_PORT = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/;

/**
 * From where a request comes, as a trusted proxy tells it; some tell the port, too, which is left out. What is told and
 * is no address may be anything that a client made up: then it is that of the socket.
 */
export function remoteAddressOf({ ip, raw }: Pick<FastifyRequest, 'ip' | 'raw'>): string | undefined {
  // Unknown where a connection by TLS broke off as soon as the keys were agreed on.
  const told = (ip as string | undefined) ?? '';
  const [, bracketed, plain] = WITH_PORT.exec(told) ?? [];
  const address = bracketed ?? plain ?? told;
  return isIP(address) === 0 ? raw.socket.remoteAddress : address;
}
