import { describe, expect, it } from '@jest/globals';
import { DURATION, parseDuration } from './duration.js';

describe('A duration', () => {
  it.each([
    ['0', 0],
    ['90', 90_000],
    ['90s', 90_000],
    ['15m', 900_000],
    ['12h', 43_200_000],
    ['30d', 2_592_000_000],
  ])('%s is so many milliseconds', (text, milliseconds) => {
    expect(text).toMatch(DURATION);
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', 's', '-1s', '+1', '1.5h', '1 h', '1H', '1y', '1e3', '1d12h', '10000000000', '٣s', '5s\n'])(
    '%j is none',
    (text) => {
      expect(text).not.toMatch(DURATION);
    },
  );
});
