import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TestRegistry } from '../environment/index.js';
import { killCommands, runCommand } from './run-command.js';

describe('Import and export', () => {
  let registry: TestRegistry;
  let directory: string;

  beforeAll(async () => {
    registry = await TestRegistry.start();
    directory = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-commands-'));
  });
  afterEach(killCommands);
  afterAll(async () => {
    await registry.stop();
    await rm(directory, { recursive: true });
  });

  const run = (args: string[], of = registry, input = '') => {
    const environment = { REGISTRY_URL: of.address, ADMIN_SECRET: of.admin.secret };
    return runCommand(args, { environment, directory, input });
  };

  it('take partners and connections from CSV, and tell how they get on', async () => {
    const partners = [
      'partnerId,name,operatorIds,providerIds',
      'cpo,"Operator, the",DE*8AA DE8AB,',
      'emp,Provider,,DE9BB',
    ];
    await writeFile(join(directory, 'partners.csv'), partners.join('\n'));
    const tried = await run(['import', '--dry-run', 'partners.csv']);
    expect(tried).toEqual({
      code: 0,
      output: expect.stringMatching(
        /^Partners: {4}2 admitted, 0 changed, 0 as before\nConnections: 0 set, 0 as before\nNothing was changed: tried on the state of \S+Z\n$/,
      ),
      errors: expect.stringMatching(/^Sent \d+ bytes\. The registry only tries them, and writes nothing\n$/),
    });
    expect((await registry.admin.get('/v1/admin/partners/cpo')).status).toBe(404);
    expect((await run(['import', 'partners.csv', '--json'])).code).toBe(0);
    const connections = 'operatorPartnerId,providerPartnerId\ncpo,emp\n';
    const { output } = await run(['import', '-', '--format', 'csv', '--json'], registry, connections);
    expect(JSON.parse(output)).toMatchObject({ dryRun: false, partnersAdmitted: 0, connectionsSet: 1 });
  });

  it('name every bad row', async () => {
    const rows = [
      'partnerId,name,operatorIds,providerIds',
      'new,New,,',
      'thief,Thief,DE8AA,',
      'admin,Admin,,',
    ];
    await writeFile(join(directory, 'bad.csv'), rows.join('\n'));
    const { code, output, errors } = await run(['import', 'bad.csv']);
    expect([code, output, errors.split('\n').slice(1)]).toEqual([
      1,
      '',
      [
        'error: Nothing was changed: some of what is stated breaks a rule.',
        '  line 4, partnerId: is reserved for clearing-house staff',
        '  line 3, operatorIds: DE8AA belongs to another partner',
        '',
      ],
    ]);
    expect((await registry.admin.get('/v1/admin/partners/new')).status).toBe(404);
  });

  it.each(['json', 'csv'])(
    'write as %s what they take as it is: exported, imported, exported, it is equal',
    async (format) => {
      const empty = await TestRegistry.start();
      await registry.admin.post('/v1/admin/partners/emp/suspend');
      const lists = format === 'csv' ? ['partners', 'roamingConnections'] : [undefined];
      for (const list of lists) {
        const file = `${list ?? 'register'}.${format}`;
        const options = list === undefined ? [] : ['--list', list];
        const exported = await run(['export', file, ...options]);
        expect(exported).toEqual({
          code: 0,
          output: '',
          errors: expect.stringMatching(/^Wrote \d+ bytes to /),
        });
        expect((await run(['import', file], empty)).code).toBe(0);
        const again = await run(['export', '--format', format, ...options], empty);
        expect(again).toEqual({ code: 0, output: await readFile(join(directory, file), 'utf8'), errors: '' });
      }
      const { body } = await empty.admin.get('/v1/admin/export');
      expect(body.partners.map(({ status }: any) => status)).toEqual(['admitted', 'suspended']);
      await empty.stop();
    },
  );

  it('leave no half of a file', async () => {
    await writeFile(join(directory, 'kept.json'), 'kept');
    const environment = { REGISTRY_URL: registry.address, ADMIN_SECRET: 'x'.repeat(40) };
    expect((await runCommand(['export', 'kept.json'], { environment, directory })).code).toBe(1);
    const nowhere = await run(['export', 'no/such/directory.json']);
    expect([nowhere.code, nowhere.errors]).toEqual([
      1,
      expect.stringMatching(/^error: no\/such\/directory.json can't be written: [^\n]+\n$/),
    ]);
    expect(await readFile(join(directory, 'kept.json'), 'utf8')).toBe('kept');
    expect((await readdir(directory)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('refuse files that are not there, or too long', async () => {
    expect((await run(['import', 'nowhere.csv'])).errors).toMatch(
      /^error: nowhere.csv can't be read: ENOENT/,
    );
    await writeFile(join(directory, 'long.json'), 'x'.repeat(16 * 1024 * 1024 + 1));
    expect(await run(['import', 'long.json'])).toMatchObject({
      code: 1,
      errors: 'error: long.json is longer than the registry takes, 16777216 bytes.\n',
    });
    await writeFile(join(directory, 'partners.txt'), 'partnerId,name,operatorIds,providerIds\n');
    expect(await run(['import', 'partners.txt'])).toMatchObject({
      code: 1,
      errors: expect.stringMatching(
        /\nerror: [^\n]*JSON[^\n]*\n {2}partners\.txt was taken for JSON: if it is CSV, say so by --format csv\n$/,
      ),
    });
    const told = await run(['import', '--format', 'json', 'partners.txt']);
    expect(told.errors).not.toContain('--format csv');
    await writeFile(join(directory, 'empty.json'), '');
    expect((await run(['import', 'empty.json'])).errors).toMatch(/^error: .*the request has no body\n$/);
  });
});
