import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/index.js';
import { parseTokenKeys } from '../../src/configuration/index.js';
import {
  askDatabase,
  createTestDatabase,
  expectStatus,
  operatorPublication,
  type TestDatabase,
  TestRegistry,
} from '../environment/index.js';
import { killCommands, runCommand } from './run-command.js';

const NAMES = migrations.map(({ name }) => name);

describe('The commands that work on the database', () => {
  afterEach(killCommands);

  const on = (database: { url: string }, ...args: string[]) =>
    runCommand(args, { environment: { DATABASE_URL: database.url } });

  describe('migrate', () => {
    let empty: TestDatabase;
    beforeAll(async () => (empty = await createTestDatabase({ empty: true })));
    afterAll(() => empty.drop());

    it('lists what is pending, and changes nothing', async () => {
      const { code, output } = await on(empty, 'migrate', '--dry-run');
      expect([code, output]).toEqual([0, ['Pending:', ...NAMES].join('\n  ') + '\n']);
      expect(await askDatabase(empty.url, `SELECT FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
      expect(await on(empty, 'check')).toEqual({
        code: 1,
        output: '',
        errors: expect.stringMatching(
          /^The database lacks migrations \(.*\)\. Run ochp-direct-registry migrate first\.\n$/,
        ),
      });
    });

    it('takes it, and then there is nothing more', async () => {
      const { code, output } = await on(empty, 'migrate', '--json');
      expect([code, JSON.parse(output)]).toEqual([0, { dryRun: false, migrations: NAMES }]);
      expect(await on(empty, 'migrate')).toEqual({
        code: 0,
        output: 'The schema is up to date.\n',
        errors: '',
      });
      const pending = await on(empty, 'migrate', '--dry-run', '--json');
      expect(JSON.parse(pending.output)).toEqual({ dryRun: true, migrations: [] });
    });

    it('says in one line that there is no database', async () => {
      const url = Object.assign(new URL(empty.url), { pathname: '/nowhere' }).href;
      for (const command of ['migrate', 'prune', 'check'])
        expect(await on({ url }, command)).toEqual({
          code: 1,
          output: '',
          errors: expect.stringMatching(/^The database nowhere at [^\n]+\n$/),
        });
    });
  });

  describe('prune and check', () => {
    let registry: TestRegistry;
    beforeAll(async () => (registry = await TestRegistry.start()));
    afterAll(() => registry.stop());
    const database = () => ({ url: registry.databaseUrl });

    it('remove what is past the retention time, and no more', async () => {
      await registry.admit('cpo', { operatorIds: ['DE8AA'] });
      await registry.admin.post('/v1/admin/partners/cpo/suspend');
      expect((await on(database(), 'prune')).output).toBe('Removed 0 rows.\n');
      const environment = { DATABASE_URL: registry.databaseUrl, RETENTION: '1s', CLOCK_TOLERANCE: '0s' };
      await askDatabase(
        registry.databaseUrl,
        'UPDATE partner_admission SET revision_from = 1, revision_to = 2',
      );
      expect((await runCommand(['prune', '--json'], { environment })).output).toBe('{\n  "removed": 1\n}\n');
    });

    it('look whether all is well, and say what is not', async () => {
      const well = await on(database(), 'check');
      expect(well).toEqual({
        code: 0,
        output: expect.stringMatching(
          /^All \d+ rules hold in the state of \S+Z\.\nNot looked at: whether the keys [^\n]+\n$/,
        ),
        errors: '',
      });
      await askDatabase(
        registry.databaseUrl,
        `INSERT INTO owned_party_id SELECT 'operator', 'XX' || n, 'nobody' FROM generate_series(100, 129) AS n`,
      );
      const broken = await on(database(), 'check', '--findings', '2');
      expect([broken.code, broken.output.split('\n')]).toEqual([
        1,
        [
          'partner-exists: Whatever is of a partner is of one that exists. Not so of 30:',
          '  owned_party_id operator XX100 is of nobody, which is no partner',
          '  owned_party_id operator XX101 is of nobody, which is no partner',
          '  … and 28 more',
          expect.stringMatching(/^1 of \d+ rules do not hold in the state of \S+\.$/),
          expect.stringMatching(/^Not looked at: /),
          '',
        ],
      ]);
      const { code, output } = await on(database(), 'check', '--json');
      expect([code, JSON.parse(output)]).toEqual([1, expect.objectContaining({ total: 30 })]);
    });
  });

  describe('rotate-keys', () => {
    const [old, next] = [1, 2].map((fill) => `key-${fill}:${Buffer.alloc(32, fill).toString('base64')}`);
    const rotate = (registry: TestRegistry, keys: string, ...args: string[]) =>
      runCommand(['rotate-keys', ...args], {
        environment: { DATABASE_URL: registry.databaseUrl, TOKEN_KEYS: keys },
      });

    it('encrypts all anew while the service runs, and says how much', async () => {
      const tokenKeys = parseTokenKeys(old!);
      const registry = await TestRegistry.start({ configuration: { tokenKeys } });
      const operator = await registry.admit('cpo', { operatorIds: ['DE8AA'] });
      const publication = operatorPublication(registry.clock);
      expectStatus(await operator.put('/v1/self/operator-backends/main', publication), 201);
      const keyIds = () =>
        askDatabase(registry.databaseUrl, 'SELECT DISTINCT token_key_id FROM backend_definition');
      expect(await keyIds()).toEqual([{ token_key_id: 'key-1' }]);
      const check = (TOKEN_KEYS: string) =>
        runCommand(['check'], { environment: { DATABASE_URL: registry.databaseUrl, TOKEN_KEYS } });
      expect(await check(`${next},${old}`)).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^All \d+ rules hold in the state of \S+Z\.\n$/),
      });
      expect(await check(next!)).toMatchObject({
        code: 1,
        output: expect.stringMatching(
          /^token-key-known: [^\n]+ Not so of 1:\n {2}key key-1 is not, and there are 2 versions and digests/,
        ),
      });
      const missing = await rotate(registry, next!);
      expect(missing).toMatchObject({ code: 1, output: '', errors: expect.stringContaining('key-1') });
      const { code, output } = await rotate(registry, `${next},${old}`, '--json');
      expect([code, JSON.parse(output)]).toEqual([
        0,
        { versions: 1, digests: 1, unreadable: 0, writtenMeanwhile: 0 },
      ]);
      expect(await keyIds()).toEqual([{ token_key_id: 'key-2' }]);
      const again = await rotate(registry, next!);
      expect(again).toMatchObject({ code: 0, output: expect.stringContaining('tokens of 0 versions') });
      await registry.stop();
    });
  });
});
