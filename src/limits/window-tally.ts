import type { Duration } from '../configuration/index.js';
import { type Count, emptyCount, Tally, type TakenAlong } from './tally.js';

export interface WindowTallyOptions {
  readonly name: string;
  readonly window: Duration;
  /** How many subjects are kept in memory, and told of in one window, at most. */
  readonly capacity: number;
  readonly onTouch?: () => void;
}

/**
 * Counts within windows that are the same at all instances. A count only ever grows in its window, so what the others
 * told before is never too much. When the window is over, everything is forgotten.
 */
export class WindowTally extends Tally {
  private readonly window: Duration;
  private readonly capacity: number;
  private end = 0;
  /** How many subjects the others have been told of in this window: each is a row that stays until it is over. */
  private rows = 0;

  constructor({ name, window, capacity, onTouch = () => undefined }: WindowTallyOptions) {
    super(name, onTouch);
    this.window = window;
    this.capacity = capacity;
  }

  /** Whether nothing at all is counted: then there is nothing to look for. */
  isEmpty(now: number): boolean {
    this.roll(now);
    return this.counts.size === 0;
  }

  find(subject: string, now: number): Count | undefined {
    this.roll(now);
    return this.counts.get(subject);
  }

  /** Where there is no room left, the one gives way that was heard of least recently. */
  open(subject: string, now: number): Count {
    const known = this.find(subject, now);
    if (known) {
      this.keep(subject);
      return known;
    }
    const [oldest] = this.counts.size >= this.capacity ? this.counts.keys() : [];
    if (oldest !== undefined) this.counts.delete(oldest);
    const count = emptyCount(this.end);
    this.counts.set(subject, count);
    return count;
  }

  /** One more. @param isShared whether the others shall hear of it */
  add(subject: string, now: number, isShared = true): Count {
    const count = this.open(subject, now);
    count.own += 1;
    if (isShared) this.touch(subject);
    return count;
  }

  /** Somebody asked for it: others shall give way before it does. Where there is room enough, none need to. */
  keep(subject: string): void {
    const count = this.counts.get(subject);
    if (!count || this.counts.size < this.capacity / 2) return;
    this.counts.delete(subject);
    this.counts.set(subject, count);
  }

  recall(subject: string, others: number, now: number): void {
    this.open(subject, now).others = others;
  }

  take(now: number): TakenAlong[] {
    this.roll(now);
    return this.takeTouched((count) => ({
      expiresAt: count.expiresAt,
      isTold: count.own !== count.told && this.hasRow(count),
    }));
  }

  private hasRow(count: Count): boolean {
    if (count.toldUntil === count.expiresAt) return true;
    if (this.rows >= this.capacity) return false;
    this.rows += 1;
    return true;
  }

  private roll(now: number): void {
    if (now < this.end) return;
    this.end = (Math.floor(now / this.window) + 1) * this.window;
    this.rows = 0;
    this.counts.clear();
    this.touched.clear();
  }
}
