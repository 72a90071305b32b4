import { describe, expect, it } from '@jest/globals';
import { parseDuration } from '../configuration/index.js';
import { formatRevision, type Revision, revisionAt } from '../database/index.js';
import { parseMoment } from './moment.js';
import { checkSince, parseSince } from './since.js';

const MINUTE = parseDuration('60s');
const NOON = Date.parse('2026-11-22T12:00:00Z');

describe('A moment', () => {
  it.each([
    ['2026-11-22T12:00:00.000000Z', 0, 0],
    ['2026-11-22T12:00:00.123456Z', 123_456, 123_456],
    ['2026-11-22T12:00:00.123Z', 123_000, 123_999],
    ['2026-11-22T12:00:00.5Z', 500_000, 599_999],
    ['2026-11-22T12:00:00Z', 0, 999_999],
  ])('%s names all that it leaves open', (text, from, until) => {
    const moment = parseMoment(text, 'at');
    expect([moment.from - revisionAt(NOON), moment.until - revisionAt(NOON)]).toEqual([from, until]);
  });

  it.each([
    '2026-11-22',
    'now',
    '2026-02-30T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T12:00:00+01:00',
    '2026-11-22T12:00:00.1234567Z',
  ])('%s is none', (text) =>
    expect(() => parseMoment(text, 'at')).toThrow(expect.objectContaining({ code: 'invalid-parameter' })),
  );

  it('that is a revision is written as it is read', () => {
    const text = '2026-11-22T04:44:00.123456Z';
    expect(formatRevision(parseMoment(text, 'at').from)).toBe(text);
  });
});

describe('since', () => {
  it('is widened to both sides when it comes from another clock, and only then', () => {
    const range = ({ from, until }: { from: number; until: number }) => [from, until];
    const widened = [revisionAt(NOON - 60_000), revisionAt(NOON + 61_000) - 1];
    expect(range(parseSince('2026-11-22T12:00:00Z', MINUTE))).toEqual(widened);
    expect(range(parseSince('2026-11-22T12:00:00.000000Z', MINUTE))).toEqual([
      revisionAt(NOON),
      revisionAt(NOON),
    ]);
  });

  interface Given {
    present?: Revision;
    horizon?: Revision;
    now?: number;
    began?: Revision;
    claimed?: string;
  }
  const START = 0 as Revision;
  const check = (text: string, given: Given = {}) => {
    const { present = revisionAt(NOON), horizon = START, now = NOON, began = START, claimed } = given;
    const state = { present, horizon, epoch: 'second', epoch_began: began };
    checkSince(parseSince(text, MINUTE, 'since', claimed), state, horizon, { now, tolerance: MINUTE });
  };

  it('may lie ahead by the tolerance, and no further', () => {
    expect(() => check('2026-11-22T12:01:00Z')).not.toThrow();
    expect(() => check('2026-11-22T12:01:01Z')).toThrow(expect.objectContaining({ code: 'since-in-future' }));
  });

  it('may be any asOf, also of a registry whose revisions run ahead of the clock', () => {
    expect(() => check('2026-11-22T12:05:00.000000Z', { present: revisionAt(NOON + 300_000) })).not.toThrow();
  });

  it('must not lie before the horizon, unless nothing has changed since', () => {
    const horizon = revisionAt(NOON);
    expect(() => check('2026-11-22T11:59:59.999999Z', { horizon })).toThrow(
      expect.objectContaining({ code: 'before-retention' }),
    );
    expect(() => check('2026-11-22T12:00:00Z', { horizon, present: revisionAt(NOON + 1) })).toThrow();
    expect(() =>
      check('2026-11-22T11:00:00.000000Z', { horizon, present: revisionAt(NOON - 3_600_000) }),
    ).not.toThrow();
  });

  const ofAnother = (parameter: string) =>
    expect.objectContaining({
      code: 'epoch-changed',
      fields: [expect.objectContaining({ path: [parameter] })],
    });

  it('must not lie before the epoch, nor may the range that it stands for', () => {
    const began = revisionAt(NOON - 120_000);
    expect(() => check('2026-11-22T11:58:00.000000Z', { began })).not.toThrow();
    expect(() => check('2026-11-22T11:57:59.999999Z', { began })).toThrow(ofAnother('since'));
    expect(() => check('2026-11-22T11:59:00Z', { began })).not.toThrow();
    expect(() => check('2026-11-22T11:58:59Z', { began })).toThrow(ofAnother('since'));
  });

  it('that is exact, and no state yet, stands for the time before it as far as clocks differ', () => {
    const [present, began] = [revisionAt(NOON - 120_000), revisionAt(NOON - 120_000)];
    expect(() => check('2026-11-22T11:59:00.000001Z', { present, began })).not.toThrow();
    expect(() => check('2026-11-22T11:58:59.000000Z', { present, began })).toThrow(ofAnother('since'));
  });

  it('must be of the epoch that the client names, whatever the clocks say', () => {
    expect(() => check('2026-11-22T12:00:00Z', { claimed: 'second' })).not.toThrow();
    expect(() => check('2026-11-22T12:00:00Z', { claimed: 'first' })).toThrow(ofAnother('epoch'));
    expect(() => check('2026-11-22T13:00:00Z', { claimed: 'first' })).toThrow(ofAnother('epoch'));
  });
});
