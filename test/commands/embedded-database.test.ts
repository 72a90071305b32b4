import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isRunning, serverPid } from '../service/left-over-server.js';
import { makeScratchDirectory, type ScratchDirectory } from '../service/scratch-directory.js';
import { killServices, ServiceProcess } from '../service/service-process.js';
import { killCommands, runCommand } from './run-command.js';

describe('The commands that work on the database in the data directory', () => {
  let scratch: ScratchDirectory;

  beforeAll(async () => (scratch = await makeScratchDirectory()));
  afterEach(() => {
    killCommands();
    killServices();
  });
  afterAll(() => scratch.remove());

  const run = (...args: string[]) => runCommand(args, { directory: scratch.path });
  const data = () => join(scratch.path, 'data');
  const WELL = { code: 0, output: expect.stringMatching(/^All \d+ rules hold /), errors: '' };

  it('look for one that is there, and make none', async () => {
    await mkdir(join(scratch.path, 'empty'));
    for (const directory of ['nowhere', 'empty']) {
      const environment = { DATA_DIR: directory };
      for (const args of [['check'], ['prune'], ['migrate', '--dry-run']])
        expect(await runCommand(args, { directory: scratch.path, environment })).toEqual({
          code: 1,
          output: '',
          errors: expect.stringMatching(/^There is no database in \S+: set DATA_DIR [^\n]+\n$/),
        });
    }
  });

  it('start it for the time being; migrate makes it, too', async () => {
    expect((await run('migrate')).output).toMatch(/^Migrated:\n {2}Registry1763769600000\n/);
    const made = await serverPid(data()).catch(() => undefined);
    expect(made === undefined || !(await isRunning(made))).toBe(true);
    expect(await run('check')).toEqual(WELL);
  });

  it('take that of the service, which goes on', async () => {
    const service = await ServiceProcess.start({ directory: scratch.path });
    const server = await serverPid(data());
    expect(await run('check')).toEqual(WELL);
    expect(await run('prune')).toEqual({ code: 0, output: 'Removed 0 rows.\n', errors: '' });
    expect(await run('migrate')).toEqual({ code: 0, output: 'The schema is up to date.\n', errors: '' });
    expect((await run('check')).output).not.toContain('Not looked at');
    expect([await isRunning(server), (await service.get('/health/ready')).status]).toEqual([true, 200]);
    await service.stop();
  });

  it('wait for a service that is just starting', async () => {
    const service = new ServiceProcess({ directory: scratch.path });
    expect(await run('check')).toEqual(WELL);
    await service.untilSaid(/The service has started/).catch(() => undefined);
    const { errors } = await service.stop();
    // Whoever was first has the directory; a service that finds it taken by a command says so, and ends.
    expect(errors).toMatch(/^$|^\S+ is in use by another running registry /);
  });
});
