import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { MAIN } from '../service/service-process.js';
import { killCommands, runCommand } from './run-command.js';

const COMMANDS = ['serve', 'migrate', 'admin', 'import', 'export', 'rotate-keys', 'prune', 'check'];

describe('The command line', () => {
  afterEach(killCommands);

  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(await runCommand(['--version'])).toEqual({ code: 0, output: `${version}\n`, errors: '' });
  });

  it('tells of every command how to use it, with examples and exit codes', async () => {
    const { output } = await runCommand(['--help']);
    for (const command of COMMANDS) {
      expect(output).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
      const help = await runCommand([command, '--help']);
      expect({ command, ...help }).toEqual({
        command,
        code: 0,
        output: expect.stringMatching(/^Usage: [^]*Examples?:\n {2}\$ [^]*Exit codes: 0 /),
        errors: '',
      });
      // Some shells take it for a pattern of file names.
      expect(help.output).not.toMatch(/\$ [^\n]*[^"]\bDE\*/);
    }
  });

  it.each([
    ['an unknown command', ['fly'], 'There is no command "fly"'],
    ['an unknown option', ['--fly'], "unknown option '--fly'"],
    ['an unknown option of a command', ['check', '--fly'], "unknown option '--fly'"],
    ['an argument too many', ['prune', 'all'], 'too many arguments'],
    ['an argument missing', ['import'], "missing required argument 'file'"],
    ['a value that is none of those', ['import', '--format', 'xml', 'x'], 'Allowed choices are json, csv'],
    ['a number that is none', ['check', '--findings', 'many'], 'It must be a whole number'],
    ['no partner to admit', ['admin', 'partners', 'admit'], "missing required argument 'partnerId'"],
    ['no name to admit by', ['admin', 'partners', 'admit', 'x'], "required option '--name <name>' not"],
    [
      'an address that is none',
      ['export', '--url', 'registry', '--secret-file', 'x'],
      '--url must be the address',
    ],
    ['a secret in an address', ['export', '--url', 'http://a:b@c'], '--url must be the address'],
    ['a list in JSON', ['export', '--list', 'partners'], '--list is for csv only'],
  ])('with %s is wrong usage, said in one line', async (_, args, words) => {
    const { code, output, errors } = await runCommand(args);
    expect({ code, output, errors }).toEqual({ code: 2, output: '', errors: expect.stringContaining(words) });
    expect(errors).toMatch(/^error: [^\n]+\n$/);
  });

  it('without a secret, or with one that is none, ends as with any setting that is missing or wrong', async () => {
    const args = ['admin', 'partners', 'list'];
    expect(await runCommand(args)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^error: Set ADMIN_SECRET [^\n]+\n$/),
    });
    expect(await runCommand(args, { environment: { ADMIN_SECRET: 'short' } })).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^Settings: ADMIN_SECRET must be [^\n]+\n$/),
    });
  });

  it('with half a command, tells which there are', async () => {
    const { code, output, errors } = await runCommand(['admin']);
    expect({ code, output, errors }).toEqual({
      code: 2,
      output: '',
      errors: expect.stringMatching(/partners[^]*credentials[^]*connections[^]*visible/),
    });
  });

  it('says in one line that its output can not be written', async () => {
    const full = `exec "${process.execPath}" "${MAIN}" --help > /dev/full`;
    const ending = await promisify(execFile)('bash', ['-c', full]).catch((error: unknown) => error);
    expect(ending).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: Standard output can't be written: ENOSPC[^\n]*\n$/),
    });
  });

  it('with wrong settings says which', async () => {
    const environment = { PORT: 'abc', REGISTRY_URL: 'ftp://x', DATABASE_URL: 'nowhere' };
    const { code, errors } = await runCommand(['check'], { environment });
    expect([code, errors]).toEqual([1, expect.stringMatching(/^Settings: [^\n]+\n$/)]);
    for (const name of Object.keys(environment)) expect(errors).toContain(`${name} must be`);
  });
});
