/**
 * A key is missing, is not the right one, or is not kept as it should. Names keys by their IDs; holds no key and no
 * access token.
 */
export class TokenKeyError extends Error {
  override readonly name = 'TokenKeyError';
}
