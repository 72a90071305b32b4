/** Microseconds since the epoch of a revision as clients see it: a UTC time with six decimals. */
export function microsecondsOf(text: string): number {
  return Date.parse(`${text.slice(0, 19)}Z`) * 1_000 + Number(text.slice(20, 26));
}
