import { describe, expect, it } from '@jest/globals';
import { type DailyToken, type Day, firstLiveDay, isDay, liveTokens, tokenAt } from './daily-token.js';

const at = (time: string) => Date.parse(time);
const token = (day: string): DailyToken => ({ accessToken: `of ${day}`, validDate: day as Day });

describe('A day', () => {
  it.each(['2026-11-22', '2028-02-29', '2000-02-29', '9999-12-31'])('%s is one', (day) =>
    expect(isDay(day)).toBe(true),
  );

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2100-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-11-22',
    '2026-11-22T00:00:00Z',
    '',
  ])('%s is none', (day) => expect(isDay(day)).toBe(false));
});

describe('A token for day N', () => {
  const tokens = ['2026-12-31', '2027-01-01', '2027-01-02'].map(token);

  it.each([
    ['2026-12-31T23:59:59.999Z', '2026-12-31'],
    ['2027-01-01T00:29:59.999Z', '2026-12-31'],
    ['2027-01-01T00:30:00.000Z', '2027-01-01'],
  ])('is over from 00:30 UTC of the following day: at %s, %s is the first that is not', (time, first) => {
    expect(firstLiveDay(at(time))).toBe(first);
    expect(liveTokens(tokens, at(time))[0]?.validDate).toBe(first);
  });

  it.each([
    ['2026-12-31T23:55:00Z', '2026-12-31'],
    ['2027-01-01T00:00:00Z', '2027-01-01'],
    ['2027-01-01T00:10:00Z', '2027-01-01'],
  ])('is the one to use on its day, also where windows overlap: at %s, that of %s', (time, day) => {
    expect(tokenAt(tokens, at(time))?.validDate).toBe(day);
  });

  it('serves in its margins where the day itself has none', () => {
    const [yesterday, , tomorrow] = tokens;
    const around = [yesterday, tomorrow].filter((one) => one !== undefined);
    expect(tokenAt(around, at('2027-01-01T00:29:00Z'))).toBe(yesterday);
    expect(tokenAt(around, at('2027-01-01T12:00:00Z'))).toBeUndefined();
    expect(tokenAt(around, at('2027-01-01T23:50:00Z'))).toBe(tomorrow);
  });
});
