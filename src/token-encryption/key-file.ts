import { constants } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { areTokenKeys, parseTokenKeys, type TokenKey } from '../configuration/index.js';
import { TokenKeyError } from './token-key-error.js';

const NAME = 'token-keys';
const OWNER_ONLY = 0o600;
const OF_OTHERS = 0o077;

/** Longer than any that is right. */
const MOST_BYTES = 4_096;

/**
 * The keys in the data directory; the first time, one is made. The file holds what `TOKEN_KEYS` would, with commas or
 * line ends between the keys.
 * @throws TokenKeyError when others than its owner have access to the file, or it can't be read or made
 */
export async function readKeyFile(directory: string): Promise<TokenKey[]> {
  const path = join(directory, NAME);
  try {
    const text = (await read(path)) ?? (await make(path));
    return parse(text, path);
  } catch (error) {
    if (error instanceof TokenKeyError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TokenKeyError(`The keys of access tokens can't be kept in ${path} (${reason}).`, {
      cause: error,
    });
  }
}

/**
 * The keys in the data directory, where there are any; none is made.
 * @throws TokenKeyError when others than its owner have access to the file, or it does not hold keys
 */
export async function findKeyFile(directory: string): Promise<TokenKey[] | undefined> {
  const path = join(directory, NAME);
  const text = await read(path);
  return text === undefined ? undefined : parse(text, path);
}

/** Looks at the very file that it reads. */
async function read(path: string): Promise<string | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(unlessMissing);
  if (!file) return undefined;
  try {
    const { mode, size } = await file.stat();
    if (mode & OF_OTHERS)
      throw new TokenKeyError(
        `${path} holds keys, and others than its owner have access to it: run chmod 600 ${path}`,
      );
    if (size > MOST_BYTES) throw notKeys(path);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/**
 * Written in full and on the disk before it gets its name, which is given once: of several processes that make it at
 * the same time, all take the same one. The ID is a new one each time, so that a key that was lost is missed by its name.
 */
async function make(path: string): Promise<string> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    const entry = `key-${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}\n`;
    await writeDurably(draft, entry);
    await link(draft, path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  await syncDirectoryOf(path);
  const text = await read(path);
  if (text === undefined) throw new Error('it is gone as soon as it is made');
  return text;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncDirectoryOf(path: string): Promise<void> {
  const directory = await open(join(path, '..'), constants.O_RDONLY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function parse(text: string, path: string): TokenKey[] {
  const list = text.trim().replace(/\s*\n\s*/g, ',');
  if (!areTokenKeys(list)) throw notKeys(path);
  return parseTokenKeys(list);
}

function notKeys(path: string): TokenKeyError {
  return new TokenKeyError(
    `${path} must hold keys as TOKEN_KEYS does: <key ID>:<base64 of 32 bytes>, one on a line.`,
  );
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
