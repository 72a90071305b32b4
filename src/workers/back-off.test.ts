import { expect, test } from '@jest/globals';
import { BackOff } from './back-off.js';

test('a worker that served for a while is replaced at once', () => {
  const backOff = new BackOff();
  expect([backOff.next(3_600_000), backOff.next(10_000)]).toEqual([0, 0]);
});

test('workers that end soon are replaced later each time, after half a minute at the latest', () => {
  const backOff = new BackOff();
  const waits = Array.from({ length: 11 }, () => backOff.next(0));
  expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
  for (let n = 0; n < 2_000; n++) backOff.next(9_999);
  expect(backOff.next(0)).toBe(30_000);
});

test('one that served for a while ends the row', () => {
  const backOff = new BackOff();
  for (let n = 0; n < 5; n++) backOff.next(0);
  expect([backOff.next(10_000), backOff.next(0)]).toEqual([0, 100]);
});
