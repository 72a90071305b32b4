import { WallClock } from '../../src/time/index.js';

/** A clock that stands still until a test moves it. */
export class TestClock extends WallClock {
  constructor(private time: number = Date.now()) {
    super();
  }

  override now(): number {
    return this.time;
  }

  /** @param milliseconds how far the time moves on */
  advance(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** @param time UTC, `2026-11-22T00:29:00Z` */
  set(time: string): void {
    this.time = Date.parse(time);
  }

  /** The time as OCHP clients write it: whole seconds. */
  toSeconds(): string {
    return new Date(this.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  /** The UTC day so many days from now. */
  day(offset = 0): string {
    return new Date(this.now() + offset * 86_400_000).toISOString().slice(0, 10);
  }
}
