import type { AuditedBinding, Origin } from './actor.js';

/** How many different addresses and names are told apart in one minute; all others are summed up. */
export const MOST_TOLD_APART = 30;

/** Somebody who showed what does not let in. */
interface Failure {
  readonly origin: Origin;
  readonly shownName: string | undefined;
}

/** Failures that one entry tells of. */
export type FailedLogin = Failure & { readonly count: number };

/**
 * Says what is to be recorded of failed logins: of one address and shown name the first in a minute at once, and how
 * many followed when that minute is over. So an instance makes at most twice `MOST_TOLD_APART` entries a minute, and one
 * for all others by each binding, and keeps no more than that in memory, however many fail.
 */
export class FailureCounts {
  private minute: number | undefined;
  /** How many followed the first, and have not been recorded yet. */
  private readonly toldApart = new Map<string, FailedLogin>();
  private readonly others = new Map<AuditedBinding, FailedLogin>();

  /**
   * @param minute any number that is another one in another minute
   * @returns what is to be recorded now
   */
  add(failure: Failure, minute: number): FailedLogin[] {
    const over = minute === this.minute ? [] : this.begin(minute);
    const key = keyOf(failure);
    const { origin, shownName } = failure;
    if (this.toldApart.has(key)) count(this.toldApart, key, { origin, shownName });
    else if (this.toldApart.size < MOST_TOLD_APART) {
      this.toldApart.set(key, { ...failure, count: 0 });
      return [...over, { ...failure, count: 1 }];
    } else
      count(this.others, origin.binding, {
        origin: { ...origin, remoteAddress: null },
        shownName: undefined,
      });
    return over;
  }

  /** What was counted since it was last recorded. */
  takeCounted(): FailedLogin[] {
    const counted = [...this.toldApart.values(), ...this.others.values()].filter(
      (failed) => failed.count > 0,
    );
    for (const [key, failed] of this.toldApart) this.toldApart.set(key, { ...failed, count: 0 });
    this.others.clear();
    return counted;
  }

  private begin(minute: number): FailedLogin[] {
    const counted = this.takeCounted();
    this.toldApart.clear();
    this.minute = minute;
    return counted;
  }
}

/** Several requests are counted, and none of them stands for the others. */
function count<Key>(counts: Map<Key, FailedLogin>, key: Key, { origin, shownName }: Failure): void {
  const before = counts.get(key)?.count ?? 0;
  counts.set(key, { origin: { ...origin, requestId: null }, shownName, count: before + 1 });
}

function keyOf({ origin, shownName = '' }: Failure): string {
  return JSON.stringify([origin.binding, origin.remoteAddress, shownName]);
}
