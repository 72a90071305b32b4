import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/index.js';
import { askDatabase, createTestDatabase, type TestDatabase, TestRegistry } from '../environment/index.js';
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
        output: expect.stringMatching(/^All \d+ rules hold in the state of \S+Z\.\n$/),
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
          '',
        ],
      ]);
      const { code, output } = await on(database(), 'check', '--json');
      expect([code, JSON.parse(output)]).toEqual([1, expect.objectContaining({ total: 30 })]);
    });
  });
});
