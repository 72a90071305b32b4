import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** Says whether a probe may go to an address. */
export type AddressRule = (address: string) => boolean;

/** Of all IPv6 addresses only these are given to anybody for use on the internet. */
const GLOBAL_UNICAST: Network = [ipaddr.parse('2000::'), 3];

/**
 * Public addresses, and those of the networks that are allowed. Whoever publishes a definition chooses where a probe
 * goes, so what is not known to be public (loopback, private, link-local, shared, reserved, multicast, translated or
 * tunnelled to somewhere else) is not.
 * @param allowed as `isNetworkList` takes them, one by one
 */
export function permittedAddresses(allowed: readonly string[]): AddressRule {
  const networks = allowed.map(toNetwork);
  return (text) => {
    const address = toAddress(text);
    return address !== undefined && (isPublic(address) || networks.some((network) => isIn(network, address)));
  };
}

/** An IPv4-mapped IPv6 address is the IPv4 address: that is where a connection would go. */
function toAddress(text: string): Address | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
}

function isPublic(address: Address): boolean {
  return address.range() === 'unicast' && (address.kind() === 'ipv4' || isIn(GLOBAL_UNICAST, address));
}

function isIn([network, bits]: Network, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

function toNetwork(text: string): Network {
  const [address = '', bits] = text.split('/');
  const parsed = ipaddr.parse(address);
  return [parsed, bits === undefined ? parsed.toByteArray().length * 8 : Number(bits)];
}
