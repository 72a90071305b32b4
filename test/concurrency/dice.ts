/** Choices that are the same in every run; in what order they take effect is up to the machine. */
export class Dice {
  constructor(private seed: number) {}

  /** A whole number from 0 to below `bound` (mulberry32). */
  below(bound: number): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  /** One of the items, each as likely as it is often among them. */
  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}
