import { type Count, emptyCount, Tally, type TakenAlong } from './tally.js';

/** Milliseconds after which what an instance told is void, unless it tells again: it may have ended without a word. */
export const LEASE = 30_000;

/** Milliseconds for which what others told is believed as it is: unlike in a window, they may have fewer by then. */
const TRUST = 2_000;

/** Counts of what there is at the moment. */
export class GaugeTally extends Tally {
  get(subject: string): Count {
    const count = this.counts.get(subject) ?? emptyCount(0);
    this.counts.set(subject, count);
    return count;
  }

  /** Whether what the others have is known as it was just now. */
  isFresh(subject: string, now: number): boolean {
    return now - this.get(subject).askedAt < TRUST;
  }

  /** One more, or one less. @param isShared whether the others shall hear of it */
  change(subject: string, by: 1 | -1, isShared: boolean): void {
    const count = this.get(subject);
    count.own += by;
    if (isShared || count.told !== 0) this.touch(subject);
    else if (count.own === 0) this.counts.delete(subject);
  }

  /** What the others have is to be asked for. */
  ask(subject: string): void {
    this.touch(subject);
  }

  /** Tells again what is still so, in time before it is void. */
  renew(now: number): void {
    for (const [subject, { told, toldUntil }] of this.counts)
      if (told !== 0 && toldUntil - now < LEASE / 2) this.touch(subject);
  }

  recall(subject: string, others: number, now: number): void {
    Object.assign(this.get(subject), { others, askedAt: now });
  }

  take(now: number): TakenAlong[] {
    return this.takeTouched(({ own, told, toldUntil }) => {
      const isOld = own > 0 && toldUntil - now < LEASE / 2;
      return { expiresAt: now + LEASE, isTold: own !== told || isOld };
    });
  }

  override settle(taken: readonly TakenAlong[], others: ReadonlyMap<string, number>, askedAt: number): void {
    super.settle(taken, others, askedAt);
    for (const { subject, count } of taken)
      if ([count.own, count.told, count.others].every((one) => one === 0)) this.counts.delete(subject);
  }
}
