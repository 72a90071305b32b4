import { type Spread, spreadOf } from './statistics.js';

/** Figures of the same rounds. */
export interface Compared<T> {
  readonly subject: readonly T[];
  readonly floor: readonly T[];
}

/**
 * Measures the two in turn: what else the machine does, and how warm it is, meets both alike. The first round is not
 * counted: code is compiled in it, and caches are filled.
 */
export async function interleave<T>(
  rounds: number,
  subject: () => Promise<T>,
  floor: () => Promise<T>,
): Promise<Compared<T>> {
  const measured = { subject: [] as T[], floor: [] as T[] };
  for (let round = 0; round <= rounds; round += 1) {
    const pair = [await subject(), await floor()] as const;
    if (round === 0) continue;
    measured.subject.push(pair[0]);
    measured.floor.push(pair[1]);
  }
  return measured;
}

/** The figure of both, and of each round the ratio. */
export function spreadsOf<T>(
  { subject, floor }: Compared<T>,
  valueOf: (measured: T) => number,
): { subject: Spread; floor: Spread; ratio: Spread } {
  const [over, under] = [subject.map(valueOf), floor.map(valueOf)];
  return {
    subject: spreadOf(over),
    floor: spreadOf(under),
    ratio: spreadOf(over.map((value, round) => value / (under[round] ?? NaN))),
  };
}
