import { RegistryError } from '../registry-error/index.js';
import type { DailyToken } from './daily-token.js';

/**
 * Who uses which access token: what keeps tokens unique in the registry while statements are taken one after another.
 * It knows the tokens that the statements bring, and whether somebody uses them; of all others it knows nothing.
 */
export class TokensInUse {
  private readonly users = new Map<string, string>();

  /** @param user whoever uses it: a key of the caller's choice */
  add(accessToken: string, user: string): void {
    this.users.set(accessToken, user);
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
    const taken = tokens.filter(
      ({ accessToken }) => ![undefined, user].includes(this.users.get(accessToken)),
    );
    if (taken.length > 0) throw tokenInUse(taken.map(pathOf));
    for (const [accessToken, present] of this.users) if (present === user) this.users.delete(accessToken);
    for (const { accessToken } of tokens) this.users.set(accessToken, user);
  }
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
