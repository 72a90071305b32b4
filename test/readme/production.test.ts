import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { killCommands, runCommand } from '../commands/run-command.js';
import { askDatabase, createTestDatabase, type TestDatabase } from '../environment/index.js';
import { makeScratchDirectory, type ScratchDirectory } from '../service/scratch-directory.js';
import { killServices, ServiceProcess, TOKEN_KEYS } from '../service/service-process.js';

describe('The README’s way into production', () => {
  let scratch: ScratchDirectory;
  let database: TestDatabase;
  let name: string;

  beforeAll(async () => {
    scratch = await makeScratchDirectory();
    database = await createTestDatabase({ empty: true });
    name = new URL(database.url).pathname.slice(1);
  });
  afterEach(() => {
    killServices();
    killCommands();
  });
  afterAll(async () => {
    await database.drop();
    const server = Object.assign(new URL(database.url), { pathname: '/postgres' }).href;
    for (const role of ['owner', 'service']) await askDatabase(server, `DROP ROLE IF EXISTS ${name}_${role}`);
    await scratch.remove();
  });

  const as = (role: 'owner' | 'service', password: string) =>
    Object.assign(new URL(database.url), { username: `${name}_${role}`, password }).href;
  const owner = () => ({ DATABASE_URL: as('owner', 'change-me') });
  const service = () => ({ DATABASE_URL: as('service', 'change-me-too'), TOKEN_KEYS });
  const start = () => ServiceProcess.start({ directory: scratch.path, environment: service() });

  it('makes a role that owns nothing, and a service that works as that role', async () => {
    const [roles = '', privileges = '', revocation = ''] = await statements();
    // The database is there already; the owner gets it as CREATE DATABASE would have it.
    const made = roles
      .replace(/CREATE DATABASE registry /, 'ALTER DATABASE registry ')
      .replace(' OWNER ', ' OWNER TO ');
    await askDatabase(database.url, named(made));
    await askDatabase(database.url, named(privileges));

    const tooEarly = new ServiceProcess({ directory: scratch.path, environment: service() });
    expect(await tooEarly.ended).toMatchObject({
      code: 1,
      errors: expect.stringMatching(
        /^The database lacks migrations, and the role of DATABASE_URL may not make them [^\n]+\n$/,
      ),
    });

    expect(await runCommand(['migrate'], { environment: owner() })).toMatchObject({ code: 0, errors: '' });
    await askDatabase(owner().DATABASE_URL, named(revocation));
    const registry = await start();
    expect((await registry.get('/health/ready')).status).toBe(200);
    const ADMIN_SECRET = registry.adminSecret!;
    const admit = [
      'admin',
      'partners',
      'admit',
      'stadtwerke',
      '--name',
      'Stadtwerke',
      '--operator-id',
      'DE*8AA',
    ];
    const environment = { ADMIN_SECRET, REGISTRY_URL: registry.address };
    expect(await runCommand(admit, { environment })).toMatchObject({ code: 0, errors: '' });
    expect(await runCommand(['check'], { environment: service() })).toMatchObject({ code: 0, errors: '' });
    await expect(askDatabase(service().DATABASE_URL, 'DELETE FROM audit_entry')).rejects.toThrow(
      'permission denied',
    );
    await registry.stop();
  }, 120_000);

  it('dumps as the owner: what `pg_dump` reads, the service’s role may not', async () => {
    const readme = await readFile('README.md', 'utf8');
    const dumps = [...readme.matchAll(/^ *pg_dump .*$/gm)].map(([line]) => line);
    expect(dumps.length).toBeGreaterThan(0);
    for (const line of dumps) expect(line).toContain('"$OWNER_URL"');
    expect(readme).toMatch(/^ *OWNER_URL=postgresql:\/\/registry_owner:/m);
    await askDatabase(owner().DATABASE_URL, READ_SEQUENCES);
    await expect(askDatabase(service().DATABASE_URL, READ_SEQUENCES)).rejects.toThrow(/permission denied/);
  });

  it('takes the audit trail from the service’s role again after a restore, and sees where that was forgotten', async () => {
    const [, , revocation = ''] = await statements();
    // As `pg_restore --clean` does by making the tables anew, under the default privileges.
    await askDatabase(
      owner().DATABASE_URL,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON audit_entry, audit_concern TO ${name}_service`,
    );
    const check = () => runCommand(['check'], { environment: service() });
    const forgotten = await check();
    expect([forgotten.code, forgotten.output]).toEqual([
      1,
      expect.stringContaining(`${name}_service on audit_entry may DELETE, UPDATE: REVOKE it`),
    ]);
    await askDatabase(owner().DATABASE_URL, named(revocation));
    expect(await check()).toMatchObject({ code: 0, errors: '' });
  });

  /** The test's server has databases and roles of other suites, too. */
  const named = (sql: string) => sql.replaceAll('registry_', `${name}_`).replace(/ registry /g, ` ${name} `);
});

/** As a dump does it, sequence by sequence. */
const READ_SEQUENCES = `
  SELECT query_to_xml(format('SELECT last_value FROM %s', pg_class.oid::regclass), true, false, '')
  FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`;

/** Of the chapter's steps, in their order. */
async function statements(): Promise<string[]> {
  const readme = await readFile('README.md', 'utf8');
  const [, steps = ''] = /\n## Run it in production\n([^]*?)\n### /.exec(readme) ?? [];
  return [...steps.matchAll(/```sql\n([^]*?)```/g)].map(([, sql = '']) => sql);
}
