import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseTokenKeys } from '../configuration/index.js';
import { TokenCipher, TokenKeyError } from './index.js';

const TOKEN = 'a-token-ä-😀';
const PLACE = { partnerId: 'cpo', role: 'operator', backendId: 'cms', validDate: '2026-11-22' };

function keys(...ids: string[]) {
  return parseTokenKeys(ids.map((id) => `${id}:${randomBytes(32).toString('base64')}`).join(','));
}

/** What is said of a sealed token that can't be opened. */
function refusal(cipher: TokenCipher, sealed: string, place = PLACE): string {
  try {
    cipher.open(sealed, place);
  } catch (error) {
    expect(error).toBeInstanceOf(TokenKeyError);
    return (error as Error).message;
  }
  throw new Error('It was opened.');
}

describe('A token that is encrypted', () => {
  const [first, second] = keys('first', 'second') as [ReturnType<typeof keys>[0], ReturnType<typeof keys>[0]];
  const cipher = new TokenCipher([first, second]);
  const sealed = cipher.seal(TOKEN, PLACE);

  it('names its key, shows nothing of the token, and is another text each time', () => {
    expect(sealed).toMatch(/^first\.[\w-]+$/);
    expect(Buffer.from(sealed.split('.')[1]!, 'base64url').includes(TOKEN)).toBe(false);
    expect(cipher.seal(TOKEN, PLACE)).not.toBe(sealed);
  });

  it('is decrypted by its key, also where that is no longer the first', () => {
    expect(cipher.open(sealed, PLACE)).toBe(TOKEN);
    expect(new TokenCipher([second, first]).open(sealed, PLACE)).toBe(TOKEN);
  });

  it.each(Object.keys(PLACE))('is refused with another %s', (part) => {
    expect(refusal(cipher, sealed, { ...PLACE, [part]: 'other' })).toMatch(
      /can't be decrypted with the key first/,
    );
  });

  it('is refused where its parts run together into the same text', () => {
    const place = { ...PLACE, partnerId: 'cpo","operator', role: '' };
    expect(refusal(cipher, sealed, place)).toContain("can't be decrypted");
  });

  it('is refused when any of its bytes is changed, or some are missing', () => {
    const [keyId, content = ''] = sealed.split('.');
    const bytes = Buffer.from(content, 'base64url');
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = Buffer.from(bytes);
      changed[place]! ^= 1;
      refusal(cipher, `${keyId}.${changed.toString('base64url')}`);
      refusal(cipher, `${keyId}.${bytes.subarray(0, place).toString('base64url') || 'x'}`);
    }
  });

  it('is refused without its key, which is named, and with another one by the same ID', () => {
    expect(refusal(new TokenCipher([second]), sealed)).toMatch(
      /with the key first, not known here: put what is missing into TOKEN_KEYS/,
    );
    expect(refusal(new TokenCipher(keys('first')), sealed)).toMatch(
      /with the key first: it is another key by this ID/,
    );
  });

  it('is in no message, whatever is in its stead', () => {
    for (const text of [TOKEN, `.${TOKEN}`, `first.${TOKEN}`, `${TOKEN}.x`, ''])
      expect(refusal(cipher, text)).not.toContain(TOKEN);
  });
});

describe('The digests of a token', () => {
  const both = keys('first', 'second');
  const cipher = new TokenCipher(both);
  const plain = createHash('sha256').update(TOKEN).digest();

  it('are the same for the same token and key, and others for others', () => {
    expect(cipher.digest(TOKEN)).toEqual(new TokenCipher(both).digest(TOKEN));
    const others = [cipher.digest(`${TOKEN}x`), new TokenCipher(keys('first')).digest(TOKEN), plain];
    for (const other of others) expect(cipher.digest(TOKEN)).not.toEqual(other);
  });

  it('are those of all keys and the plain one, the first key’s first', () => {
    const [first, second] = both.map((key) => new TokenCipher([key]).digest(TOKEN));
    expect(cipher.digests(TOKEN)).toEqual([first, second, plain]);
    expect(cipher.digest(TOKEN)).toEqual(first);
  });
});

it('There is no cipher without a key', () => {
  expect(() => new TokenCipher([])).toThrow(TokenKeyError);
});
