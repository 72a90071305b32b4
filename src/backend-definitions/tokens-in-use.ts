import { createHash } from 'node:crypto';
import { RegistryError } from '../registry-error/index.js';
import type { DailyToken } from './daily-token.js';

/**
 * Who uses which access token: what keeps tokens unique in the registry while statements are taken one after another.
 * It knows the tokens that the statements bring, and whether somebody uses them; of all others it knows nothing.
 */
export class TokensInUse {
  private readonly users = new Map<string, string>();

  /** @param user whoever uses it: a key of the caller's choice */
  add(digest: Buffer, user: string): void {
    this.users.set(digest.toString('hex'), user);
  }

  /**
   * Makes `tokens` the ones that the user uses; those it used before are free.
   * @throws RegistryError `token-in-use`, and then nothing has changed
   */
  use(
    user: string,
    tokens: readonly DailyToken[],
    pathOf: (token: DailyToken) => readonly (string | number)[],
  ): void {
    const taken = tokens.filter((token) => ![undefined, user].includes(this.users.get(hexOf(token))));
    if (taken.length > 0) throw tokenInUse(taken.map(pathOf));
    for (const [digest, present] of this.users) if (present === user) this.users.delete(digest);
    for (const token of tokens) this.users.set(hexOf(token), user);
  }
}

export function digestOf({ accessToken }: DailyToken): Buffer {
  return createHash('sha256').update(accessToken).digest();
}

function hexOf(token: DailyToken): string {
  return digestOf(token).toString('hex');
}

/** Says nothing about whose it is. */
function tokenInUse(paths: (readonly (string | number)[])[]): RegistryError {
  const fields = paths.map((path) => ({ path, detail: 'is in use by another definition' }));
  return new RegistryError(
    'token-in-use',
    'An access token must be unique in the registry. Make a new one.',
    fields,
  );
}
