import type { RateLimit } from './configuration.js';
import { DURATION, parseDuration } from './duration.js';

const OFF = 'off';
const COUNT = /^[1-9]\d{0,8}$/;
const LONGEST_WINDOW = parseDuration('1d');

export const RATE_LIMIT_RULE =
  'must be a number and a duration of a second to a day, with a slash between ("600/1m"), or off';
export const COUNT_LIMIT_RULE = 'must be a whole number from 1, or off';

export function isRateLimit(text: unknown): boolean {
  if (text === OFF) return true;
  const [count = '', window = '', ...rest] = typeof text === 'string' ? text.split('/') : [];
  if (!COUNT.test(count) || !DURATION.test(window) || rest.length > 0) return false;
  return parseDuration(window) > 0 && parseDuration(window) <= LONGEST_WINDOW;
}

/** @param text as {@link isRateLimit} takes it */
export function parseRateLimit(text: string): RateLimit | undefined {
  if (text === OFF) return undefined;
  const [count, window = ''] = text.split('/');
  return { most: Number(count), window: parseDuration(window) };
}

export function isCountLimit(text: unknown): boolean {
  return typeof text === 'string' && (text === OFF || COUNT.test(text));
}

/** @param text as {@link isCountLimit} takes it */
export function parseCountLimit(text: string): number | undefined {
  return text === OFF ? undefined : Number(text);
}
