import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { findBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { prepareDataDirectory } from './data-directory.js';
import { freePort } from './free-port.js';
import { launchServer } from './launch-server.js';

it('takes another port when a program has taken the chosen one', async () => {
  const { path, account } = await prepareDataDirectory(await mkdtemp(join(tmpdir(), 'embedded-postgres-')));
  const binaries = await findBinaries(account);
  const cluster = await ensureCluster(path, binaries, account, false);
  const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port: taken } = other.address() as AddressInfo;
  const free = await freePort();
  const ports = [taken, free];

  const options = { binaries, account, durable: false, onLog: undefined, settings: undefined };
  const { server, url } = await launchServer(cluster, options, async () => ports.shift()!);

  expect(new URL(url).port).toBe(String(free));
  await server.stop();
  other.close();
  await rm(path, { recursive: true });
});
