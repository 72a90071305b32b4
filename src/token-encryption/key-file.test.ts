import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatTokenKeys } from '../configuration/index.js';
import { readKeyFile, TokenKeyError } from './index.js';

const KEYS = [1, 2].map((byte) => `key-${byte}:${Buffer.alloc(32, byte).toString('base64')}`);

describe('The key file', () => {
  let directory: string;
  const path = () => join(directory, 'token-keys');
  const put = async (text: string) => {
    await writeFile(path(), text, { mode: 0o600 });
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-keys-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('is made once, for its owner only, and read from then on', async () => {
    const made = formatTokenKeys(await readKeyFile(directory));
    expect(made).toMatch(/^key-[0-9a-f]{8}:[\w+/]{43}=$/);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect(formatTokenKeys(await readKeyFile(directory))).toBe(made);
    expect(await readdir(directory)).toEqual(['token-keys']);
  });

  it('is one and the same for all who make it at the same time', async () => {
    const read = await Promise.all(Array.from({ length: 20 }, () => readKeyFile(directory)));
    expect(new Set(read.map(formatTokenKeys))).toEqual(new Set([(await readFile(path(), 'utf8')).trim()]));
    expect(await readdir(directory)).toEqual(['token-keys']);
  });

  it('has another key by another name when it is made again', async () => {
    const [lost] = await readKeyFile(directory);
    await rm(path());
    const [made] = await readKeyFile(directory);
    expect(made!.id).not.toBe(lost!.id);
    expect(made!.secret.equals(lost!.secret)).toBe(false);
  });

  it.each(['\n', ',', ' , ', '\r\n'])('may hold several, with %j between them', async (between) => {
    await put(`${KEYS.join(between)}\n`);
    expect(formatTokenKeys(await readKeyFile(directory))).toBe(KEYS.join(','));
  });

  it.each([0o640, 0o604, 0o666, 0o620])('is refused with the mode %o, and left as it is', async (mode) => {
    await put(KEYS[0]!);
    await chmod(path(), mode);
    const refused = readKeyFile(directory);
    await expect(refused).rejects.toThrow(TokenKeyError);
    await expect(refused).rejects.toThrow(`others than its owner have access to it: run chmod 600 ${path()}`);
    expect(await readFile(path(), 'utf8')).toBe(KEYS[0]);
  });

  it.each(['', 'key-1', KEYS[0]!.slice(0, -1), `${KEYS[0]}\n${KEYS[0]}`, 'x'.repeat(5_000)])(
    'is refused when it holds no keys, and not replaced: %j',
    async (text) => {
      await put(text);
      const refused = readKeyFile(directory);
      await expect(refused).rejects.toThrow(`${path()} must hold keys as TOKEN_KEYS does`);
      await expect(refused).rejects.not.toThrow(KEYS[0]!.slice(6, -1));
      expect(await readFile(path(), 'utf8')).toBe(text);
    },
  );

  it('is refused where it is a link, which somebody else may have put there', async () => {
    await put(KEYS[0]!);
    await rename(path(), join(directory, 'elsewhere'));
    await symlink('elsewhere', path());
    await expect(readKeyFile(directory)).rejects.toThrow(TokenKeyError);
  });

  it('that can not be made is told of with its place', async () => {
    const missing = join(directory, 'missing');
    await expect(readKeyFile(missing)).rejects.toThrow(
      /^The keys of access tokens can't be kept in .*missing\/token-keys/,
    );
  });
});
