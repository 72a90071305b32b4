import { expect, it } from '@jest/globals';
import { networkOf } from './network-of.js';

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
  ['2001:0DB8:0000:0007::', '2001:db8:0:7::/64'],
  ['::1', '::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['unknown', 'unknown'],
])('The address %s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it('What is no address is of bounded length', () => {
  expect(networkOf('x'.repeat(10_000))).toHaveLength(64);
  expect(networkOf(':'.repeat(10_000))).toHaveLength(64);
});
