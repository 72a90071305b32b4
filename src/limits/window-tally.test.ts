import { expect, it } from '@jest/globals';
import { parseDuration } from '../configuration/index.js';
import { WindowTally } from './window-tally.js';

const CAPACITY = 100;
const WINDOW = parseDuration('1m');
const NOW = WINDOW * 1_000;
const tally = () => new WindowTally({ name: 'test', window: WINDOW, capacity: CAPACITY });

it('Strangers with any number of addresses fill neither the memory nor the table', () => {
  const counts = tally();
  const rows = new Set<string>();
  for (let address = 0; address < 50 * CAPACITY; address += 1) {
    counts.add(`address-${address}`, NOW);
    if (address % 7 > 0) continue;
    const taken = counts.take(NOW);
    for (const { subject, isTold } of taken) if (isTold) rows.add(subject);
    counts[address % 2 > 0 ? 'putBack' : 'settle'](taken, new Map(), NOW);
    expect(counts.size).toBeLessThanOrEqual(CAPACITY);
  }
  expect(rows.size).toBe(CAPACITY);
  expect(counts.isEmpty(NOW + WINDOW)).toBe(true);
});

it('Who is asked for stays while others give way', () => {
  const counts = tally();
  counts.add('limited', NOW);
  for (let address = 0; address < 10 * CAPACITY; address += 1) {
    counts.add(`address-${address}`, NOW);
    counts.keep('limited');
  }
  expect(counts.find('limited', NOW)?.own).toBe(1);
  expect(counts.find('address-0', NOW)).toBeUndefined();
});

it('A count of which nobody knows whether the others heard of it is told again, as it is by then', () => {
  const counts = tally();
  counts.add('one', NOW);
  counts.putBack(counts.take(NOW));
  expect(counts.take(NOW)).toMatchObject([{ subject: 'one', own: 1, isTold: true }]);
  counts.add('one', NOW);
  const taken = counts.take(NOW);
  expect(taken).toMatchObject([{ own: 2, isTold: true }]);
  counts.settle(taken, new Map([['one', 5]]), NOW);
  expect(counts.find('one', NOW)).toMatchObject({ own: 2, others: 5, told: 2 });
  expect(counts.take(NOW)).toEqual([]);
});

it('What comes back after the window is over is of no account in the next', () => {
  const counts = tally();
  counts.add('one', NOW);
  const taken = counts.take(NOW);
  counts.add('one', NOW + WINDOW);
  counts.settle(taken, new Map([['one', 5]]), NOW);
  expect(counts.find('one', NOW + WINDOW)).toMatchObject({ own: 1, others: 0 });
});
