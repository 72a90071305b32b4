import { isIP } from 'node:net';

export const NETWORK_LIST_RULE =
  'must be a list, with commas, of networks (10.20.0.0/16, fd00:1::/32) or single addresses';

/** @param text as `isNetworkList` takes it; undefined where there are none */
export function parseNetworkList(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((entry) => entry.trim());
}

export function isNetworkList(text: unknown): boolean {
  return typeof text === 'string' && parseNetworkList(text).every(isNetwork);
}

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  if (rest.length > 0 || isIP(address) === 0 || address.includes('%')) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128));
}
