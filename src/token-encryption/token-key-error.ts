/**
 * A key is missing, is not the right one, or is not kept as it should. Names keys by their IDs; holds no key and no
 * access token.
 */
export class TokenKeyError extends Error {
  override readonly name: string = 'TokenKeyError';
}

/** A token is under a key that this instance has not been given: another one writes under it. It may have it soon. */
export class UnknownKeyError extends TokenKeyError {
  override readonly name = 'UnknownKeyError';

  /**
   * @param what is encrypted, in words
   * @param keyIds the keys that are not known here
   */
  constructor(what: string, keyIds: readonly string[]) {
    const keys = keyIds.length === 1 ? 'the key' : 'the keys';
    super(
      `${what} encrypted with ${keys} ${keyIds.join(', ')}, not known here: put what is missing into TOKEN_KEYS, or into ` +
        'the file token-keys of the data directory, behind the first key, and start this instance again.',
    );
  }
}
