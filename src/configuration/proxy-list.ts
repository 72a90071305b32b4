import { isIP } from 'node:net';

/** Loopback, link-local, and private networks (RFC 1918, RFC 4193). */
const NETWORK_NAMES = ['loopback', 'linklocal', 'uniquelocal'];
const NOBODY = 'none';

export const PROXY_LIST_RULE =
  'must be a list, with commas, of addresses, networks (10.0.0.0/8), loopback, linklocal or uniquelocal; or none';

/** @param text as `isProxyList` takes it; an empty list trusts nobody */
export function parseProxyList(text: string): string[] {
  return text === NOBODY ? [] : text.split(',').map((entry) => entry.trim());
}

export function isProxyList(text: unknown): boolean {
  return typeof text === 'string' && parseProxyList(text).every(isProxy);
}

function isProxy(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  if (NETWORK_NAMES.includes(entry)) return true;
  if (rest.length > 0 || isIP(address) === 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && isBitCount(Number(bits), address));
}

function isBitCount(bits: number, address: string): boolean {
  return bits >= 1 && bits <= (isIP(address) === 4 ? 32 : 128);
}
