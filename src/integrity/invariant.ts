/** Something that must hold of what is stored. */
export interface Invariant {
  /** Stable, in kebab-case: programs may read it. */
  readonly name: string;
  /** What must hold, in a sentence. */
  readonly rule: string;
  /** SQL of the rows of which it does not hold: `place`, which row it is, and `detail`, what is wrong with it. */
  readonly violations: string;
  /** What `$1` and so on stand for in it, at a moment (milliseconds since the epoch). */
  readonly parameters?: (now: number) => unknown[];
}

/** SQL of the registry's present. Where the row that tells it is missing, nothing is after it; that is found elsewhere. */
export const PRESENT = '(SELECT max(revision) FROM registry_clock)';
