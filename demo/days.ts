const DAY = 86_400_000;

/** The UTC day so many days from today, `2026-11-22`. */
export function day(fromToday = 0): string {
  return new Date(Date.now() + fromToday * DAY).toISOString().slice(0, 10);
}
