import type { Duration } from './configuration.js';

/** Seconds where no unit is given: the OCHP specification counts in seconds. */
export const DURATION = /^(\d{1,9})(s|m|h|d)?$/;

const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `"90"`, `"90s"`, `"15m"`, `"12h"`, `"30d"`; the text must match {@link DURATION}. */
export function parseDuration(text: string): Duration {
  const [, count, unit] = DURATION.exec(text) ?? [];
  return (Number(count) * MILLISECONDS[(unit ?? 's') as keyof typeof MILLISECONDS]) as Duration;
}
