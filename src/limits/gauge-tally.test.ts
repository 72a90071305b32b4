import { expect, it } from '@jest/globals';
import { GaugeTally, LEASE } from './gauge-tally.js';

const NOW = 1_000_000;
const tally = () => new GaugeTally('test', () => undefined);
/** One round in which the others could be reached; what they were told. */
const exchange = (gauge: GaugeTally, now: number, others: [string, number][] = []) => {
  const taken = gauge.take(now);
  gauge.settle(taken, new Map(others), now);
  return taken.filter(({ isTold }) => isTold).map(({ own }) => own);
};

it('What others have is remembered, and known to be old when it is', () => {
  const gauge = tally();
  gauge.change('one', 1, true);
  expect(exchange(gauge, NOW, [['one', 7]])).toEqual([1]);
  expect(gauge.get('one')).toMatchObject({ own: 1, others: 7 });
  expect([NOW, NOW + LEASE].map((now) => gauge.isFresh('one', now))).toEqual([true, false]);
});

it('What goes on is told again before it is void, and what has ended is told as well', () => {
  const gauge = tally();
  gauge.change('one', 1, true);
  expect(exchange(gauge, NOW)).toEqual([1]);
  gauge.renew(NOW + LEASE / 4);
  expect(exchange(gauge, NOW + LEASE / 4)).toEqual([]);
  gauge.renew(NOW + LEASE * 0.6);
  expect(exchange(gauge, NOW + LEASE * 0.6)).toEqual([1]);
  gauge.change('one', -1, false);
  expect(exchange(gauge, NOW + LEASE)).toEqual([0]);
  expect(gauge.size).toBe(0);
});

it('One that ends while it is told is told of once more', () => {
  const gauge = tally();
  gauge.change('one', 1, true);
  const taken = gauge.take(NOW);
  gauge.change('one', -1, false);
  gauge.settle(taken, new Map(), NOW);
  expect(exchange(gauge, NOW)).toEqual([0]);
  gauge.change('two', 1, true);
  gauge.putBack(gauge.take(NOW));
  gauge.change('two', -1, false);
  expect(exchange(gauge, NOW)).toEqual([0]);
  expect(gauge.size).toBe(0);
});

it('What nobody shall hear of leaves nothing behind', () => {
  const gauge = tally();
  gauge.change('one', 1, false);
  expect(gauge.get('one').own).toBe(1);
  gauge.change('one', -1, false);
  expect([gauge.size, gauge.take(NOW)]).toEqual([0, []]);
});
