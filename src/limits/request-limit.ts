import { Injectable } from '@nestjs/common';
import { Configuration, type RateLimit } from '../configuration/index.js';
import { WallClock } from '../time/index.js';
import { CountExchange } from './count-exchange.js';
import { LimitReached } from './limit-reached.js';
import type { Quota } from './quota.js';
import { totalOf } from './tally.js';
import { WindowTally } from './window-tally.js';

const SECOND = 1_000;

/**
 * The part of the limit from which on the other instances are told. Who polls every few seconds stays below it, and
 * costs no query.
 */
const TOLD_FROM = 1 / 20;

/** How many requests each credential may make. */
@Injectable()
export class RequestLimit {
  private readonly limit: RateLimit | undefined;
  private readonly tally: WindowTally | undefined;

  constructor(
    exchange: CountExchange,
    private readonly wallClock: WallClock,
    { requestLimit }: Configuration,
  ) {
    this.limit = requestLimit;
    // Only credentials that let in are counted, so that strangers cannot fill the memory.
    const options = { name: 'requests', capacity: Infinity, onTouch: exchange.wake };
    this.tally = requestLimit && exchange.share(new WindowTally({ ...options, ...requestLimit }));
  }

  /**
   * Counts a request. @returns what is left; undefined where there is no limit
   * @throws LimitReached; the request is not counted
   */
  admit(credentialId: string): Quota | undefined {
    if (!this.limit || !this.tally) return undefined;
    const { most, window } = this.limit;
    const now = this.wallClock.now();
    const count = this.tally.open(credentialId, now);
    const remaining = most - totalOf(count);
    const resetsIn = Math.ceil((count.expiresAt - now) / SECOND);
    const quota = { policy: 'requests', most, window: window / SECOND, resetsIn } as const;
    if (remaining <= 0)
      throw new LimitReached(
        `These credentials have made ${most} requests within ${quota.window} s.`,
        { ...quota, remaining: 0 },
        resetsIn,
      );
    this.tally.add(credentialId, now, count.own + 1 >= most * TOLD_FROM);
    return { ...quota, remaining: remaining - 1 };
  }
}
