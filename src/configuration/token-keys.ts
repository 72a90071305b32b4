import { createSecretKey, type KeyObject } from 'node:crypto';

/** A key that access tokens are encrypted with in the database. */
export interface TokenKey {
  /** Stands beside whatever the key encrypted; no secret. */
  readonly id: string;
  /** 32 bytes, in a form that is never printed by accident. */
  readonly secret: KeyObject;
}

const TOKEN_KEY = /^([a-z0-9-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** A look for a token asks for it under each of them. */
const MOST_TOKEN_KEYS = 10;

export const TOKEN_KEYS_RULE =
  `must be up to ${MOST_TOKEN_KEYS} keys with commas between them, each <key ID>:<base64 of 32 bytes>, the ID of small ` +
  'letters, digits or "-", and none twice (make the bytes: openssl rand -base64 32)';

export function areTokenKeys(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  const entries = entriesOf(text);
  const ids = new Set(entries.map((entry) => TOKEN_KEY.exec(entry)?.[1]));
  return !ids.has(undefined) && ids.size === entries.length && ids.size <= MOST_TOKEN_KEYS;
}

/** @param text as `areTokenKeys` takes it */
export function parseTokenKeys(text: string): TokenKey[] {
  return entriesOf(text).map((entry) => {
    const [, id = '', bytes = ''] = TOKEN_KEY.exec(entry) ?? [];
    return { id, secret: createSecretKey(bytes, 'base64') };
  });
}

/** The text that `parseTokenKeys` takes. Holds the keys themselves: never print it. */
export function formatTokenKeys(keys: readonly TokenKey[]): string {
  return keys.map(({ id, secret }) => `${id}:${secret.export().toString('base64')}`).join(',');
}

function entriesOf(text: string): string[] {
  return text.split(',').map((entry) => entry.trim());
}
