import { describe, expect, it } from '@jest/globals';
import { decodeNext, encodeNext } from './next.js';

describe('next', () => {
  it('comes back as it went', () => {
    const parts = [1_763_769_600_000_000, 'partner', 'backend', '2026-11-22T04:44:00Z'] as const;
    expect(decodeNext(encodeNext(parts), ['number', 'string', 'string', 'string'])).toEqual(parts);
  });

  it.each([
    ['garbage', '%%%'],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['too few parts', encodeNext(['a'])],
    ['parts of another kind', encodeNext(['a', 'b'])],
    ['a revision below zero', encodeNext([-1, 'b'])],
    ['half a revision', encodeNext([1.5, 'b'])],
    ['a revision past counting', encodeNext([1e300, 'b'])],
    ['NUL', encodeNext([1, 'b\0'])],
    ['half a character', encodeNext([1, '\ud800'])],
  ])('is refused if it is %s', (_, next) => {
    expect(() => decodeNext<[number, string]>(next, ['number', 'string'])).toThrow(
      expect.objectContaining({ code: 'invalid-parameter' }),
    );
  });
});
