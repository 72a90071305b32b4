import type { Action } from './actions.js';

/**
 * What was acted on, or how it was: by the names that it has in bodies. Never a secret, a digest of one, or an access
 * token: of tokens there are the days.
 */
export type Told = Readonly<Record<string, string | number | null | readonly string[]>>;

/** One thing that was done, for the audit trail; who did it, and when, is added where it is written. */
export interface Entry {
  readonly action: Action;
  /** The partners that may read of it. */
  readonly concerned: readonly string[];
  readonly subject: Told;
  /** How it was; undefined where there was none. */
  readonly before?: Told | undefined;
  /** How it is from now on; undefined where there is none any more. */
  readonly after?: Told | undefined;
}

/**
 * Of two states, what is different in them: a definition may have thousands of patterns, and gets a new token each day.
 * Where there is only one, it is told whole.
 */
export function difference({ before, after }: Pick<Entry, 'before' | 'after'>): {
  before?: Told | undefined;
  after?: Told | undefined;
} {
  if (!before || !after) return { before, after };
  const names = Object.keys({ ...before, ...after }).filter((name) => !isSame(before[name], after[name]));
  const only = (told: Told) =>
    Object.fromEntries(Object.entries(told).filter(([name]) => names.includes(name)));
  return { before: only(before), after: only(after) };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
