/** How many there are of one subject. */
export interface Count {
  /** Counted here. */
  own: number;
  /** Counted by the other instances, as far as they have told. */
  others: number;
  /** When the others were asked, in milliseconds since the epoch. */
  askedAt: number;
  /** What the others were told; {@link UNKNOWN} while that is under way, or nobody knows how it ended. */
  told: number;
  /** When what they were told, or may have been, is void, in milliseconds since the epoch. */
  toldUntil: number;
  /** Milliseconds since the epoch after which what is told is void. */
  expiresAt: number;
}

const UNKNOWN = -1;

/** A count on its way to the other instances, as it was when it was taken along. */
export interface TakenAlong {
  readonly subject: string;
  readonly count: Count;
  readonly own: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Else the others are asked only. */
  readonly isTold: boolean;
}

/** Counts of one kind, and which of them the other instances should hear of. */
export abstract class Tally {
  protected readonly counts = new Map<string, Count>();
  protected touched = new Set<string>();

  /** @param onTouch called when there is something to tell, or to ask for */
  constructor(
    readonly name: string,
    private readonly onTouch: () => void,
  ) {}

  /** How many subjects are in memory. */
  get size(): number {
    return this.counts.size;
  }

  /** What the others have counted of a subject that this instance has not counted yet. */
  abstract recall(subject: string, others: number, now: number): void;

  /** What there is to tell and to ask for, once. */
  abstract take(now: number): TakenAlong[];

  /** The others have been told, and what they had counted came back. */
  settle(taken: readonly TakenAlong[], others: ReadonlyMap<string, number>, askedAt: number): void {
    for (const { subject, count, own, isTold } of taken) {
      Object.assign(count, { others: others.get(subject) ?? 0, askedAt });
      if (isTold) count.told = own;
    }
  }

  /** The others could not be reached: all is to be told another time, what is void by then excepted. */
  putBack(taken: readonly TakenAlong[]): void {
    for (const { subject, count } of taken) if (this.counts.get(subject) === count) this.touched.add(subject);
  }

  protected touch(subject: string): void {
    this.touched.add(subject);
    this.onTouch();
  }

  /** @param terms of each count that was touched since the last time: whether it is told, and until when that holds */
  protected takeTouched(terms: (count: Count) => Pick<TakenAlong, 'isTold' | 'expiresAt'>): TakenAlong[] {
    const subjects = this.touched;
    this.touched = new Set();
    return [...subjects].flatMap((subject) => {
      const count = this.counts.get(subject);
      if (!count) return [];
      const taken = { subject, count, own: count.own, ...terms(count) };
      if (taken.isTold) Object.assign(count, { told: UNKNOWN, toldUntil: taken.expiresAt });
      return [taken];
    });
  }
}

export function emptyCount(expiresAt: number): Count {
  return { own: 0, others: 0, askedAt: 0, told: 0, toldUntil: 0, expiresAt };
}

export function totalOf({ own, others }: Count): number {
  return own + others;
}
