import { lookup } from 'node:dns/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Configuration } from './configuration/index.js';

/** The port cannot be listened on; the message is one line that says why and how to mend it. */
export class ListenError extends Error {}

/**
 * @returns where it listens, `http://127.0.0.1:3000` or `https://…`
 * @throws ListenError
 */
export async function listen(
  app: NestFastifyApplication,
  { host, port, tls }: Configuration,
): Promise<string> {
  try {
    await app.init();
    // Not by Nest's own `listen`, which logs the error that the caller puts into one clear line.
    return await app
      .getHttpAdapter()
      .getInstance()
      .listen({ host: tls ? await oneAddress(host) : host, port });
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, { host, port });
  }
}

/** For the name `localhost` Fastify would start a server for each address, of which all but one keep their certificate. */
async function oneAddress(host: string): Promise<string> {
  return host === 'localhost' ? (await lookup(host)).address : host;
}

/** The error as its user can mend it, or as it is. */
export function listenError(
  error: NodeJS.ErrnoException,
  { host, port }: Pick<Configuration, 'host' | 'port'>,
): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ListenError(
        `Port ${port} on ${host} is in use. Stop what listens there, or set PORT to a free port.`,
      );
    case 'EACCES':
      return new ListenError(
        `Port ${port} on ${host} is not permitted to this user. Set PORT to one from 1024 on.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ListenError(
        `${host} is no address of this machine. Set HOST to one, such as 127.0.0.1 or 0.0.0.0.`,
      );
    default:
      return error;
  }
}
