import type { IncomingMessage } from 'node:http';
import { expect, it } from '@jest/globals';
import { remoteAddressOf } from './remote-address.js';

const SOCKET = { socket: { remoteAddress: '127.0.0.1' } } as IncomingMessage;

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8::1'],
  ['192.0.2.1:40000', '192.0.2.1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['unknown', '127.0.0.1'],
  ['an-access-token', '127.0.0.1'],
  ['[an-access-token]:443', '127.0.0.1'],
  ['', '127.0.0.1'],
])('What a proxy tells as %j is %s', (ip, address) => {
  expect(remoteAddressOf({ ip, raw: SOCKET })).toBe(address);
});
