import { access, chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { usableBinaries } from './binaries.js';
import { mendLibraryLinks } from './library-links.js';
import { findPlatformPackage, type PlatformPackage } from './platform-package.js';
import { findServerAccount } from './find-server-account.js';

/** Laid out as the real ones are, without their 60 MB, in a directory closed to all other users. */
let unpacked: PlatformPackage;

beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'platform-package-'));
  unpacked = { platform: 'linux-x64', version: '18.4.0', root };
  await mkdir(join(root, 'native', 'lib'), { recursive: true });
  await mkdir(join(root, 'native', 'bin'));
  await giveProgram('echo "postgres (PostgreSQL) 18.4"');
});

afterEach(() => rm(unpacked.root, { recursive: true }));

async function giveProgram(script: string): Promise<void> {
  const program = join(unpacked.root, 'native', 'bin', 'postgres');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o700);
}

it('makes the library links that npm left out', async () => {
  const library = join(unpacked.root, 'native', 'lib', 'libpq.so.5');
  await writeFile(`${library}.18`, '');
  await writeFile(
    join(unpacked.root, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
  await mendLibraryLinks(unpacked);
  await mendLibraryLinks(unpacked);
  await expect(access(library)).resolves.toBeUndefined();
});

it('names the package and the way out when there is none for the platform', () => {
  expect(() => findPlatformPackage('linux-sparc')).toThrow(
    /^There is no embedded PostgreSQL for linux-sparc .* set DATABASE_URL to a PostgreSQL 15 or later$/,
  );
});

it('tells which PostgreSQL it is', async () => {
  await expect(usableBinaries(unpacked, undefined)).resolves.toMatchObject({ major: '18' });
});

it('says in one line why the programs do not run', async () => {
  await giveProgram('echo "cannot open libpq.so.5" >&2; echo "no such file" >&2; exit 127');
  await expect(usableBinaries(unpacked, undefined)).rejects.toThrow(
    /^The embedded PostgreSQL in .* does not run here \(cannot open libpq.so.5 \| no such file\): set DATABASE_URL/,
  );
});

if (process.getuid?.() === 0) {
  it('as root, copies a package that the server’s user cannot reach, once', async () => {
    const systemDirectory = join(tmpdir(), `ochp-direct-registry-${process.pid}`);
    const account = await findServerAccount();
    const { postgres } = await usableBinaries(unpacked, account, systemDirectory);
    expect(postgres.startsWith(`${systemDirectory}/`)).toBe(true);
    const { ino } = await stat(postgres);
    expect(await usableBinaries(unpacked, account, systemDirectory)).toMatchObject({ postgres });
    expect((await stat(postgres)).ino).toBe(ino);
    await rm(systemDirectory, { recursive: true });
  });
}
