import { rm } from 'node:fs/promises';

export default async function globalTeardown() {
  await globalThis.testServer.stop();
  for (const directory of globalThis.testDirectories) await rm(directory, { recursive: true, force: true });
}
