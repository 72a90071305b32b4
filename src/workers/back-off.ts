/** All in milliseconds. Who has served for `SOUND` is not to blame for ending. */
const SOUND = 10_000;
const SHORTEST = 100;
const LONGEST = 30_000;

/** How long to wait before a worker is replaced: longer each time while they end soon after they started. */
export class BackOff {
  private inARow = 0;

  /** @param servedFor how long the worker that ended had answered requests, in milliseconds */
  next(servedFor: number): number {
    this.inARow = servedFor < SOUND ? this.inARow + 1 : 0;
    return this.inARow === 0 ? 0 : Math.min(LONGEST, SHORTEST * 2 ** (this.inARow - 1));
  }
}
