import { Injectable } from '@nestjs/common';
import { Configuration } from '../configuration/index.js';
import type { PartnerId } from '../partners/index.js';
import { WallClock } from '../time/index.js';
import { CountExchange } from './count-exchange.js';
import { GaugeTally } from './gauge-tally.js';
import { LimitReached } from './limit-reached.js';

/** Seconds: a poll may end at any moment. */
const RETRY_AFTER = 5;

/** The part of the limit from which on the other instances are told: a partner with a poll here and there costs no query. */
const TOLD_FROM = 1 / 10;

/** How many polls that wait, and streams, each partner may have at once. */
@Injectable()
export class WaitingPollLimit {
  private readonly most: number | undefined;
  private readonly tally: GaugeTally | undefined;

  constructor(
    private readonly exchange: CountExchange,
    private readonly wallClock: WallClock,
    { waitingPollLimit }: Configuration,
  ) {
    this.most = waitingPollLimit;
    if (waitingPollLimit === undefined) return;
    this.tally = exchange.share(new GaugeTally('waiting-polls', exchange.wake));
  }

  /**
   * Counts one more, until it is disposed of.
   * @throws LimitReached
   */
  async begin(partnerId: PartnerId): Promise<Disposable> {
    const { most, tally } = this;
    if (most === undefined || !tally) return NOTHING_COUNTED;
    if (await this.isReached(most, tally, partnerId)) {
      const quota = { policy: 'waiting-polls', most, remaining: 0 } as const;
      throw new LimitReached(`You have ${most} waiting polls and streams already.`, quota, RETRY_AFTER);
    }
    tally.change(partnerId, 1, tally.get(partnerId).own + 1 >= most * TOLD_FROM);
    let isOver = false;
    const end = () => {
      if (!isOver) tally.change(partnerId, -1, false);
      isOver = true;
    };
    return { [Symbol.dispose]: end };
  }

  /**
   * Nobody is refused by what the others had some time ago: they are asked again. If they cannot be, this instance goes
   * by its own.
   */
  private async isReached(most: number, tally: GaugeTally, partnerId: PartnerId): Promise<boolean> {
    const isFresh = () => tally.isFresh(partnerId, this.wallClock.now());
    const { own, others } = tally.get(partnerId);
    if (own >= most || own + others < most) return own >= most;
    if (!isFresh()) {
      tally.ask(partnerId);
      await this.exchange.exchange();
    }
    const count = tally.get(partnerId);
    return count.own + (isFresh() ? count.others : 0) >= most;
  }
}

const NOTHING_COUNTED: Disposable = { [Symbol.dispose]: () => undefined };
