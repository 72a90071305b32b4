import { describe, expect, it, test } from '@jest/globals';
import { loggedStatements } from '../../bench/database/logged-statements.js';
import type { Figure } from '../../bench/measuring/figure.js';
import { interleave, spreadsOf } from '../../bench/measuring/rounds.js';
import { median, quantile } from '../../bench/measuring/statistics.js';
import { table } from '../../bench/report/table.js';

test('the median is the middle value, or between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
});

test('a quantile is a value that was measured', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1)]).toEqual([100, 198, 200]);
});

test('rounds are taken in turn, the first is not counted, and a ratio is of one round', async () => {
  const order: string[] = [];
  const [rates, floors] = [
    [900, 10, 40, 30],
    [1, 10, 20, 10],
  ];
  const take = (name: string, values: number[]) => async () => {
    order.push(name);
    return values.shift()!;
  };
  const compared = await interleave(3, take('subject', rates), take('floor', floors));
  expect(order.join(' ')).toBe(Array(4).fill('subject floor').join(' '));
  expect(spreadsOf(compared, (value) => value)).toEqual({
    subject: { median: 30, min: 10, max: 40 },
    floor: { median: 10, min: 10, max: 20 },
    ratio: { median: 2, min: 1, max: 3 },
  });
});

describe('The table', () => {
  const spread = (value: number) => ({ median: value, min: value, max: value });
  const figure = (ratio: number, wanted: Figure['wanted']): Figure => ({
    ...{ row: 'a-row', what: 'this', against: 'that', unit: 'answers/s', wanted },
    ...{ subject: spread(ratio * 100), floor: spread(100), ratio: spread(ratio), notes: ['a note'] },
  });
  const machine = {
    ...{
      cores: 2,
      model: 'any',
      node: 'v20',
      postgresql: '18',
      system: 'Linux',
      pinning: 'pinned',
      loadBefore: '0',
    },
  };
  const settings = { rounds: 5, duration: 2_000, logLevel: 'info' };
  const verdictOf = (one: Figure) =>
    table({ machine, settings, figures: [one], missing: [] })
      .split('\n')[1]
      ?.split(/ {2,}/)
      .at(-1);

  it.each<[number, Figure['wanted'], string]>([
    [0.8, { atLeast: 0.8 }, 'ok'],
    [0.79, { atLeast: 0.8 }, 'short'],
    [1.3, { atMost: 1.3 }, 'ok'],
    [1.31, { atMost: 1.3 }, 'short'],
    [2, { below: 2 }, 'short'],
  ])('says of %d where %j is wanted: %s', (ratio, wanted, verdict) => {
    expect(verdictOf(figure(ratio, wanted))).toBe(verdict);
  });

  it('judges a figure that has no floor by itself, and says what was not measured', () => {
    const { floor: _floor, ratio: _ratio, ...alone } = figure(1, { below: 200 });
    expect(verdictOf(alone)).toBe('ok');
    const missing = [{ row: 'b-row', reason: 'It is not installed.', isBroken: false }];
    const text = table({ machine, settings, figures: [alone], missing });
    expect(text).toContain('b-row: not measured. It is not installed.\n');
    expect(text).toContain('a-row: a note.\n');
  });
});

test('statements are read from the log as they were sent', () => {
  const log = [
    'LOG:  statement: START TRANSACTION',
    'LOG:  execute <unnamed>: SELECT a,',
    '\t  b FROM c WHERE d = $1 AND e = $2 AND f = $3',
    "DETAIL:  Parameters: $1 = 'it''s', $2 = NULL, $3 = '{x, $1 = y}'",
    'LOG:  checkpoint starting: time',
    'LOG:  execute by-key: COMMIT',
  ];
  expect(loggedStatements(log)).toEqual([
    { text: 'START TRANSACTION', parameters: [] },
    {
      text: 'SELECT a,\n\t  b FROM c WHERE d = $1 AND e = $2 AND f = $3',
      parameters: ["it's", null, '{x, $1 = y}'],
    },
    { text: 'COMMIT', parameters: [] },
  ]);
});
