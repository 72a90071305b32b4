import type { Spread } from './statistics.js';

/** What is wanted of a ratio, or of a figure that has no floor. */
export type Wanted = { readonly atLeast: number } | { readonly atMost: number } | { readonly below: number };

/** One line of the table. */
export interface Figure {
  /** The row that it belongs to, as `--only` takes it. */
  readonly row: string;
  readonly what: string;
  readonly against: string;
  readonly unit: string;
  readonly subject: Spread;
  readonly floor?: Spread;
  /** Subject over floor, round by round; where there is no floor, what is wanted is wanted of the subject. */
  readonly ratio?: Spread;
  readonly wanted?: Wanted;
  readonly notes?: readonly string[];
}

/** Whether it is as wanted; undefined where nothing is wanted. */
export function isAsWanted({ wanted, ratio, subject }: Figure): boolean | undefined {
  const { median } = ratio ?? subject;
  if (!wanted) return undefined;
  if ('atLeast' in wanted) return median >= wanted.atLeast;
  return 'atMost' in wanted ? median <= wanted.atMost : median < wanted.below;
}
