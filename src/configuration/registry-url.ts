import { parseUrl } from '../url/index.js';

/** What is wrong with a URL that {@link isRegistryUrl} refuses. */
export const REGISTRY_URL_RULE =
  'must be the address of a registry such as https://registry.example, without user, password and query string';

/** Whether the interface of a registry can be found below the address. No secret is part of one: it would be shown. */
export function isRegistryUrl(text: unknown): boolean {
  const url = typeof text === 'string' ? parseUrl(text) : undefined;
  if (!url) return false;
  const { protocol, username, password, search, hash } = url;
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}
