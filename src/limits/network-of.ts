import ipaddr from 'ipaddr.js';

/** Of an IPv6 address, what providers give to one customer: it has more addresses than can be counted. */
const BITS_OF_A_CUSTOMER = 64;
const LONGEST = 64;

/**
 * Whom an address stands for: itself, if it is IPv4 (also one in the form of IPv6); its /64, if it is IPv6. What is no
 * address stands for itself.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address.slice(0, LONGEST);
  if (!ipaddr.isValid(address)) return address.slice(0, LONGEST);
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const parts = parsed.toByteArray().map((byte, index) => (index < BITS_OF_A_CUSTOMER / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(parts).toString()}/${BITS_OF_A_CUSTOMER}`;
}
