import { parseUrl } from '../url/index.js';

/** What is wrong with a URL that {@link isDatabaseUrl} refuses. */
export const DATABASE_URL_RULE =
  'must be a URL such as postgresql://user:password@host:5432/database, with special characters of the password ' +
  'percent-encoded';

/** Whether host, user, password and database can be told apart: a `/` or `#` in a password comes between. */
export function isDatabaseUrl(text: unknown): boolean {
  const url = typeof text === 'string' && /^postgres(ql)?:\/\//.test(text) ? parseUrl(text) : undefined;
  if (!url) return false;
  const { username, password, pathname } = url;
  return [username, password, pathname].every(isPercentEncoded);
}

function isPercentEncoded(text: string): boolean {
  return /^(%[0-9a-f]{2}|[^%])*$/i.test(text);
}
