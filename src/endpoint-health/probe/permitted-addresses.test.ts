import { describe, expect, test } from '@jest/globals';
import { permittedAddresses } from './permitted-addresses.js';

const PUBLIC = ['1.1.1.1', '9.255.255.255', '172.15.0.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111'];

const NOT_PUBLIC = [
  ...['0.0.0.0', '0.1.2.3', '127.0.0.1', '127.255.255.254', '10.0.0.1', '172.16.0.1', '172.31.255.255'],
  ...['192.168.0.1', '100.64.0.1', '100.127.255.255', '169.254.169.254', '192.0.0.1', '192.0.2.1'],
  ...['198.51.100.7', '203.0.113.7', '198.18.0.1', '224.0.0.1', '239.255.255.255', '240.0.0.1'],
  '255.255.255.255',
  ...['::', '::1', 'fe80::1', 'fe80::1%lo', 'febf::1', 'fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::1'],
  ...['2001:db8::1', '3fff::1', '100::1', '2001:2::1', '5f00::1', '4000::1', 'e000::1'],
];

/** Ways to write an IPv4 address so that a connection ends up there, or may. */
const DISGUISED = [
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::127.0.0.1', '::ffff:0:127.0.0.1'],
  ...['64:ff9b::127.0.0.1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:7f00:1::'],
];

const NO_ADDRESS = ['', 'localhost', '127.0.0.1/8', '1.1.1.1 ', 'x'];

describe('A probe', () => {
  const mayReach = permittedAddresses([]);

  test.each(PUBLIC)('may reach %s, which is public', (address) => {
    expect(mayReach(address)).toBe(true);
  });

  test('may reach a public address that is written as a mapped one', () => {
    expect(mayReach('::ffff:1.1.1.1')).toBe(true);
  });

  test.each([...NOT_PUBLIC, ...DISGUISED, ...NO_ADDRESS])('may not reach %s', (address) => {
    expect(mayReach(address)).toBe(false);
  });

  test('may reach what is allowed, however it is written, and no more', () => {
    const allowing = permittedAddresses(['127.0.0.1', '10.20.0.0/16', 'fd00:1::/32', '::1/128']);
    for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '10.20.255.1', 'fd00:1:2::3', '::1', '1.1.1.1'])
      expect([address, allowing(address)]).toEqual([address, true]);
    for (const address of ['127.0.0.2', '10.21.0.1', 'fd00:2::1', '::', '192.168.0.1', '169.254.169.254'])
      expect([address, allowing(address)]).toEqual([address, false]);
  });
});
