import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { WallClock } from '../time/index.js';
import { CountStore, type Parcel, type Sums } from './count-store.js';
import { GaugeTally } from './gauge-tally.js';
import type { Tally } from './tally.js';

/**
 * Milliseconds between two exchanges at least. What happened before one is known everywhere at the end of the next: so
 * within a second.
 */
const INTERVAL = 500;
/** While the database cannot be reached. */
const INTERVAL_OF_FAILURES = 5_000;
const RENEW_EVERY = 10_000;
const PRUNE_EVERY = 60_000;

/**
 * Lets instances know what the others have counted: soon after there is something to tell, and then for all of it in
 * one statement. Nobody waits for it. While it fails, each instance goes by what it knows, which is all of its own.
 */
@Injectable()
export class CountExchange implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Limits');
  private readonly tallies: Tally[] = [];
  private running: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private renewal: NodeJS.Timeout | undefined;
  private notBefore = 0;
  private pruneAfter = 0;
  private isFailing = false;
  private isStopped = false;

  constructor(
    private readonly store: CountStore,
    private readonly wallClock: WallClock,
  ) {}

  /** To be called before the application has started. */
  share<T extends Tally>(tally: T): T {
    this.tallies.push(tally);
    return tally;
  }

  /** There is something to tell, or to ask for. */
  readonly wake = (): void => {
    if (this.timer || this.isStopped) return;
    const delay = Math.max(0, this.notBefore - performance.now());
    this.timer = setTimeout(() => void this.exchange(), delay).unref();
  };

  /** Returns when all that was counted before the call has been told, or could not be. */
  exchange(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running = this.running.then(() => this.run());
    return this.running;
  }

  /** An instance that starts anew goes by what was counted before. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.tallies.length === 0) return;
    this.renewal = setInterval(() => this.renew(), RENEW_EVERY).unref();
    const now = this.wallClock.now();
    await this.attempt(async () => {
      for (const { tally, subject, count } of await this.store.recall(now))
        this.tallies.find(({ name }) => name === tally)?.recall(subject, count, now);
    });
  }

  /** Behind the last answer: what was counted until then is known to those who go on. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.renewal);
    await this.exchange();
  }

  private renew(): void {
    const now = this.wallClock.now();
    for (const tally of this.tallies) if (tally instanceof GaugeTally) tally.renew(now);
  }

  private async run(): Promise<void> {
    const now = this.wallClock.now();
    const taken = this.tallies.map((tally) => ({ tally, counts: tally.take(now) }));
    const parcel: Parcel = taken.flatMap(({ tally, counts }) =>
      counts.map((count) => ({ ...count, tally: tally.name })),
    );
    if (parcel.length === 0) return;
    const begun = performance.now();
    const done = await this.attempt(async () => {
      const sums = await this.store.exchange(parcel, now);
      for (const { tally, counts } of taken) tally.settle(counts, ofTally(sums, tally), now);
      await this.prune(now);
    });
    this.notBefore = begun + (done ? INTERVAL : INTERVAL_OF_FAILURES);
    if (done) return;
    for (const { tally, counts } of taken) tally.putBack(counts);
    this.wake();
  }

  private async prune(now: number): Promise<void> {
    if (now < this.pruneAfter) return;
    this.pruneAfter = now + PRUNE_EVERY;
    await this.store.prune(now);
  }

  /** Says once that it fails, and once that it does no more. */
  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      if (this.isFailing) this.logger.log('Limits hold across instances again');
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn(error);
      this.isFailing = true;
    }
    return !this.isFailing;
  }
}

function ofTally(sums: Sums, { name }: Tally): Map<string, number> {
  return new Map(sums.filter(({ tally }) => tally === name).map(({ subject, count }) => [subject, count]));
}
