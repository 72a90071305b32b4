import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Configuration } from '../configuration/index.js';
import { listenError } from '../listen.js';

/**
 * The port that all workers will listen on, which was free a moment ago: the same for one that comes later, also where
 * any port will do. That it can't be had is found out here, once, and not by each of them.
 * @throws ListenError
 */
export async function findPort({ host, port }: Configuration): Promise<number> {
  const server = createServer();
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, { host, port });
  }
  const address = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return address.port;
}
