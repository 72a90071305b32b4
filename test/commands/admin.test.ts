import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { operatorPublication, TestRegistry } from '../environment/index.js';
import { killCommands, runCommand } from './run-command.js';

describe('Clearing-house staff at the command line', () => {
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

  const admin = (...args: string[]) => {
    const environment = { REGISTRY_URL: registry.address, ADMIN_SECRET: registry.admin.secret };
    return runCommand(['admin', ...args], { environment });
  };
  const asJson = async (...args: string[]) => {
    const { code, output, errors } = await admin(...args, '--json');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    return JSON.parse(output);
  };

  it('admit, show, list, change, suspend and readmit partners', async () => {
    const ids = ['--operator-id', 'DE*8AA', 'DE8AB', '--provider-id', 'DE-9BB'];
    const admitted = await admin('partners', 'admit', 'one', '--name', 'Company One', ...ids);
    expect(admitted).toEqual({
      code: 0,
      output:
        'PARTNER  STATUS    OPERATOR IDS  PROVIDER IDS  NAME\n' +
        'one      admitted  DE8AA DE8AB   DE9BB         Company One\n',
      errors: '',
    });
    expect(await asJson('partners', 'show', 'one')).toEqual(
      (await registry.admin.get('/v1/admin/partners/one')).body,
    );
    const changed = await asJson('partners', 'change', 'one', '--operator-id', 'DE8AB', '--no-provider-id');
    expect(changed).toMatchObject({ name: 'Company One', operatorIds: ['DE8AB'], providerIds: [] });
    expect(await asJson('partners', 'suspend', 'one')).toMatchObject({ status: 'suspended' });
    expect(await asJson('partners', 'readmit', 'one')).toMatchObject({ status: 'admitted' });
    const partners = Array.from({ length: 1_001 }, (_, index) => ({
      partnerId: `p${index}`,
      ...{ name: 'Company', operatorIds: [], providerIds: [] },
    }));
    await registry.admin.put('/v1/admin/partners', { partners });
    expect(await asJson('partners', 'list')).toHaveLength(1_002);
    expect((await admin('partners', 'change', 'one')).code).toBe(2);
  });

  it('issue, list and revoke credentials; the secret is printed once', async () => {
    await registry.admit('two', { providerIds: ['DE1AA'] });
    const issued = await admin(
      'credentials',
      'issue',
      'two',
      '--label',
      'job',
      '--expires-at',
      '2099-01-01T00:00:00Z',
    );
    expect(issued).toMatchObject({ code: 0, errors: '' });
    const secret = issued.output.trim();
    expect((await registry.as(secret).get('/v1/self')).status).toBe(200);
    const listed = await admin('credentials', 'list', 'two');
    expect(listed.output).toMatch(/active +\S+ +2099-01-01T00:00:00.000Z +job\n/);
    expect(listed.output).not.toContain(secret);
    const credentials = await asJson('credentials', 'list', 'two');
    const { credentialId } = credentials.find(({ label }: any) => label === 'job');
    expect(await admin('credentials', 'revoke', 'two', credentialId)).toMatchObject({
      code: 0,
      output: `${credentialId} is revoked.\n`,
    });
    expect((await registry.as(secret).get('/v1/self')).status).toBe(401);
  });

  it('set, list and end connections, and look at what a partner sees', async () => {
    const operator = await registry.admit('cpo', { operatorIds: ['DE2AA'] });
    await registry.admit('emp', { providerIds: ['DE2AB'] });
    const definition = operatorPublication(registry.clock, { whitelist: ['DE2AAE%'] });
    await operator.put('/v1/self/operator-backends/cms', definition);
    expect(await asJson('connections', 'set', 'cpo', 'emp')).toMatchObject({ operatorPartnerId: 'cpo' });
    expect((await admin('connections', 'list')).output).toMatch(/^OPERATOR .*\ncpo +emp +\S+Z\n$/);
    const seen = await admin('visible', 'emp');
    expect(seen.output).toMatch(/^ROLE .*\noperator +cpo +cms +\S+ +https:\/\/cms\.example\/direct\n$/);
    const accessToken = definition.tokens[0]!.accessToken;
    expect(seen.output).not.toContain(accessToken);
    const { body } = await registry.admin.get('/v1/admin/roaming-connections');
    registry.clock.advance(1_000);
    expect((await admin('connections', 'end', 'cpo', 'emp')).code).toBe(0);
    expect(await asJson('visible', 'emp')).toEqual([]);
    expect(await asJson('visible', 'emp', '--at', body.items[0].setAt)).toHaveLength(1);
  });

  it('are told in one line what is wrong', async () => {
    const refused = await admin('partners', 'admit', 'three', '--name', 'Three', '--operator-id', 'DE2AA');
    expect(refused).toEqual({
      code: 1,
      output: '',
      errors:
        'error: Some operator IDs belong to another partner. operatorIds/0: DE2AA belongs to another partner\n',
    });
    for (const [args, role] of [
      [['nobody', 'three'], 'operator'],
      [['one', 'nobody'], 'provider'],
    ] as const)
      expect(await admin('connections', 'set', ...args)).toMatchObject({
        code: 1,
        errors: `error: There is no ${role} with the partner ID nobody.\n`,
      });
    expect(await admin('partners', 'show', '../x')).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^error: There is no partner /),
    });
  });

  it('keep the secret in a file, which is never named by an error', async () => {
    const file = join(directory, 'secret');
    await writeFile(file, `${registry.admin.secret}\n`);
    const list = (...more: string[]) =>
      runCommand([
        'admin',
        'connections',
        'list',
        '--url',
        `${registry.address}/`,
        '--secret-file',
        file,
        ...more,
      ]);
    expect(await list()).toMatchObject({ code: 0, errors: '' });
    const wrong = 'f'.repeat(40);
    await writeFile(file, wrong);
    const refused = await list();
    expect(refused).toMatchObject({
      code: 1,
      errors: 'error: The credentials are unknown, wrong, expired or revoked.\n',
    });
    await writeFile(file, `${wrong}\nand more`);
    expect((await list()).errors).toMatch(/^error: \S+ does not hold an admin secret/);
    await rm(file);
    expect((await list()).errors).toMatch(/^error: The secret can't be read: /);
  });

  it('are told where no registry answers', async () => {
    const environment = { ADMIN_SECRET: registry.admin.secret, REGISTRY_URL: 'http://127.0.0.1:2' };
    const { code, errors } = await runCommand(['admin', 'partners', 'list'], { environment });
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^error: The registry at http:\/\/127.0.0.1:2 can't be reached \([^\n]+\n$/),
    ]);
    const elsewhere = { ...environment, REGISTRY_URL: `${registry.address}/docs` };
    const other = await runCommand(['admin', 'partners', 'list'], { environment: elsewhere });
    expect([other.code, other.errors.split('\n')]).toEqual([1, [expect.stringMatching(/^error: /), '']]);
  });

  it('may stop reading', async () => {
    const environment = { REGISTRY_URL: registry.address, ADMIN_SECRET: registry.admin.secret };
    for (const args of [['admin', 'partners', 'list', '--json'], ['export']])
      expect(await runCommand(args, { environment, readsOnly: 1 })).toMatchObject({ code: 0, errors: '' });
  });

  it('are shown who did what', async () => {
    await registry.admit('audited', { operatorIds: ['FRAUD'] });
    const entries = await asJson('audit', '--partner', 'audited', '--action', 'partner.admitted');
    expect(entries).toMatchObject([
      { action: 'partner.admitted', actor: { kind: 'staff' }, concerned: ['audited'] },
    ]);
    const { output } = await admin('audit', '--partner', 'audited', '--actor', 'staff', '--limit', '1');
    expect(output).toMatch(
      /^WHEN +WHAT +WHO +FROM +BY +CONCERNS\n\S+ +credential\.issued +staff .* audited\n$/,
    );
    const all = ['audit', '--action', 'partner.admitted', '--limit'];
    const admissions: { concerned: string[] }[] = await asJson(...all, '1001');
    expect(new Set(admissions.map(({ concerned }) => concerned[0])).size).toBe(1_001);
    expect(await asJson(...all, '3')).toEqual(admissions.slice(0, 3));
    await registry.as('wrong').get('/v1/self');
    const failed = await admin('audit', '--action', 'login.failed', '--limit', '1');
    expect(failed.output).toMatch(/\n\S+ +login\.failed +stranger +\S+ +\S+ +no name, once\n$/);
    expect(await admin('audit', '--action', 'tea.made')).toMatchObject({ code: 1, output: '' });
  });
});
