import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareDataDirectory } from './data-directory.js';
import { startEmbeddedPostgres } from './index.js';
import { runProgram } from './run-program.js';
import { findServerAccount } from './find-server-account.js';

let closed: string;

beforeEach(async () => {
  closed = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
});

afterEach(() => rm(closed, { recursive: true }));

/** @returns where the data were */
async function startAndStop(directory: string): Promise<string> {
  const server = await startEmbeddedPostgres({ directory, durable: false });
  await server.stop();
  return server.directory;
}

it('says in one line that the directory cannot be made', async () => {
  await writeFile(join(closed, 'file'), '');
  await chmod(closed, 0o755);
  await expect(startAndStop(join(closed, 'file', 'data'))).rejects.toThrow(
    /^Cannot keep a database in .* \(.*\); mend that or set DATA_DIR to another directory$/,
  );
});

if (process.getuid?.() === 0) {
  describe('as root', () => {
    const elsewhere = join(tmpdir(), `ochp-direct-registry-${process.pid}`);

    afterEach(() => rm(elsewhere, { recursive: true, force: true }));

    it('takes a substitute for a directory that the server’s user cannot reach, and finds it again', async () => {
      const wanted = join(closed, 'data');
      const substitute = await startAndStop(wanted);
      expect(dirname(substitute)).toBe('/var/lib/ochp-direct-registry');
      await mkdir(wanted);
      await chmod(closed, 0o755);
      expect(await startAndStop(wanted)).toBe(substitute);
      await rm(substitute, { recursive: true });
      await rmdir(dirname(substitute)).catch(() => {});
    });

    it('opens no directory that holds something else', async () => {
      await writeFile(join(closed, 'secret'), '');
      const { path } = await prepareDataDirectory(closed, elsewhere);
      expect(dirname(path)).toBe(elsewhere);
      expect((await stat(closed)).mode & 0o777).toBe(0o700);
    });

    it('refuses to put an empty database in place of one that has become unreachable', async () => {
      await mkdir(join(closed, 'data'));
      const prepared = prepareDataDirectory(closed, elsewhere);
      await expect(prepared).rejects.toThrow(/can no longer reach it: run chmod o\+x/);
    });

    it('takes no place for a substitute that another user may have planted', async () => {
      await mkdir(elsewhere);
      await chmod(elsewhere, 0o777);
      const prepared = prepareDataDirectory(join(closed, 'data'), elsewhere);
      await expect(prepared).rejects.toThrow(/is not a directory that only root may write$/);
    });
  });

  const module = fileURLToPath(
    new URL('../../../dist/src/database/embedded-postgres/index.js', import.meta.url),
  );
  const account = await findServerAccount();
  const isCheckoutReachable = spawnSync('test', ['-r', module], { ...account }).status === 0;

  if (isCheckoutReachable) {
    it('runs for an ordinary user; root can go on with that user’s data, also with a copy that root owns', async () => {
      await chmod(closed, 0o755);
      const directory = join(closed, 'ordinary');
      await mkdir(directory);
      await runProgram('chown', [`${account.uid}:${account.gid}`, directory]);
      const script = `
        const { startEmbeddedPostgres } = await import(process.argv[1]);
        const { stop } = await startEmbeddedPostgres({ directory: process.argv[2], durable: false });
        await stop();`;
      await runProgram(process.execPath, ['--input-type=module', '-e', script, module, directory], account);
      expect((await stat(join(directory, 'data'))).uid).toBe(account.uid);
      expect(await startAndStop(directory)).toBe(directory);
      await runProgram('chown', ['-R', '0:0', directory]);
      await chmod(directory, 0o711);
      expect(await startAndStop(directory)).toBe(directory);
    });
  }
}
