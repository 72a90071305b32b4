import { describe, expect, test } from '@jest/globals';
import { RegistryError } from '../../registry-error/index.js';
import { parseAuthorization } from './authorization-header.js';

const basic = (text: string | Buffer) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('an Authorization header', () => {
  test('may be absent', () => {
    expect(parseAuthorization(undefined)).toBeUndefined();
  });

  test.each([
    [basic('cpo-1:s3cret'), { scheme: 'basic', username: 'cpo-1', secret: 's3cret' }],
    [basic('cpo:a:b'), { scheme: 'basic', username: 'cpo', secret: 'a:b' }],
    [basic('müller:pä'), { scheme: 'basic', username: 'müller', secret: 'pä' }],
    [
      basic('cpo:s').replace('Basic', 'bASIC').replace(/=+$/, ''),
      { scheme: 'basic', username: 'cpo', secret: 's' },
    ],
    ['Bearer abc-._~+/9==', { scheme: 'bearer', secret: 'abc-._~+/9==' }],
    ['bearer   abc', { scheme: 'bearer', secret: 'abc' }],
  ])('%s is read', (header, credentials) => {
    expect(parseAuthorization(header)).toEqual(credentials);
  });

  test.each([
    '',
    'Basic',
    'Bearer',
    'Bearer ',
    'Bearer s3cret s3cret',
    'Bearer s3cret, Basic s3cret',
    'Digest s3cret',
    's3cret',
    'Basic s3cret:s3cret',
    'Basic s3cre',
    'Basic _s3cret-',
    basic('s3cret'),
    basic(':s3cret'),
    basic('s3cret:'),
    basic('s3c\nret:x'),
    basic('cpo:s3c\0ret'),
    basic(Buffer.from([0x63, 0x3a, 0xff])),
    `Bearer ${'='.repeat(16_000)}`,
  ])('%s is refused, and not repeated', (header) => {
    try {
      parseAuthorization(header);
      throw new Error('it was read');
    } catch (error) {
      expect(error).toBeInstanceOf(RegistryError);
      expect(error).toMatchObject({ code: 'not-authenticated', message: expect.not.stringContaining('s3c') });
    }
  });
});
