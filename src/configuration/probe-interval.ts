import type { Duration } from './configuration.js';
import { DURATION, parseDuration } from './duration.js';

const OFF = 'off';
const SHORTEST = parseDuration('1m');
const LONGEST = parseDuration('7d');

export const PROBE_INTERVAL_RULE = 'must be off, or a duration from 1m to 7d';

/** @param text as `isProbeInterval` takes it; undefined says that nothing is probed */
export function parseProbeInterval(text: string): Duration | undefined {
  return text === OFF ? undefined : parseDuration(text);
}

export function isProbeInterval(text: unknown): boolean {
  if (text === OFF) return true;
  if (typeof text !== 'string' || !DURATION.test(text)) return false;
  const interval = parseDuration(text);
  return interval >= SHORTEST && interval <= LONGEST;
}
