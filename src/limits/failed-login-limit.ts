import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Configuration, type RateLimit } from '../configuration/index.js';
import { WallClock } from '../time/index.js';
import { CountExchange } from './count-exchange.js';
import { LimitReached } from './limit-reached.js';
import { networkOf } from './network-of.js';
import { type Count, totalOf } from './tally.js';
import { WindowTally } from './window-tally.js';

const SECOND = 1_000;

/** How many addresses, names, and pairs of them are remembered: strangers can make up any number. */
export const MOST_REMEMBERED = 10_000;

/** Who tries to get in. */
export interface Attempt {
  readonly address: string;
  /** The name that is shown with the secret, if any. */
  readonly username?: string | undefined;
}

/** Attempts that failed: from each address, and for each name. */
@Injectable()
export class FailedLoginLimit {
  private readonly logger = new Logger('Limits');
  private readonly ofAddresses: Failures | undefined;
  private readonly ofNames: Failures | undefined;
  /** From which addresses attempts failed for which names. */
  private readonly pairs: WindowTally | undefined;
  private readonly reported = new WeakSet<Count>();

  constructor(
    exchange: CountExchange,
    private readonly wallClock: WallClock,
    { failedLoginLimit, failedLoginLimitPerName: perName }: Configuration,
  ) {
    const share = (name: string, limit: RateLimit | undefined): Failures | undefined => {
      const options = { name, capacity: MOST_REMEMBERED, onTouch: exchange.wake };
      return limit && { limit, tally: exchange.share(new WindowTally({ ...options, ...limit })) };
    };
    this.ofAddresses = share('failed-logins', failedLoginLimit);
    this.ofNames = share('failed-logins-of-name', perName);
    this.pairs = perName && new WindowTally({ name: 'pairs', capacity: MOST_REMEMBERED, ...perName });
  }

  /**
   * The limit of a name is for those only from whose address attempts failed for it: a stranger can use it up, but not
   * lock out the owner of the name by that.
   * @throws LimitReached
   */
  check({ address, username }: Attempt): void {
    const now = this.wallClock.now();
    // As good as always: what follows would be dear for each request.
    if (isEmpty(this.ofAddresses?.tally, now) && isEmpty(this.pairs, now)) return;
    const from = networkOf(address);
    this.refuse(this.ofAddresses, from, now, {
      told: 'Too many logins failed from your address.',
      logged: `Too many logins failed from ${from}: no more of them are looked at for now. If it is a proxy, TRUSTED_PROXIES must name it.`,
    });
    if (username === undefined || !this.pairs) return;
    const name = digestOf(username);
    const pair = `${name} ${from}`;
    if (!this.pairs.find(pair, now)) return;
    this.pairs.keep(pair);
    this.refuse(this.ofNames, name, now, {
      told: 'Too many logins failed for this name, some of them from your address.',
      // The name is not told: it may be a secret in the wrong place.
      logged: 'Too many logins failed for one name: those who had a part in it are not looked at for now.',
    });
  }

  /** Counts one that failed. */
  note({ address, username }: Attempt): void {
    const now = this.wallClock.now();
    const from = networkOf(address);
    this.ofAddresses?.tally.add(from, now);
    if (username === undefined) return;
    const name = digestOf(username);
    this.ofNames?.tally.add(name, now);
    this.pairs?.add(`${name} ${from}`, now, false);
  }

  private refuse(failures: Failures | undefined, subject: string, now: number, words: Words): void {
    if (!failures) return;
    const { tally, limit } = failures;
    const count = tally.find(subject, now);
    if (!count || totalOf(count) < limit.most) return;
    tally.keep(subject);
    if (!this.reported.has(count)) this.logger.warn(words.logged);
    this.reported.add(count);
    const resetsIn = Math.ceil((count.expiresAt - now) / SECOND);
    const { most, window } = limit;
    const quota = { policy: 'failed-logins', most, remaining: 0, window: window / SECOND, resetsIn } as const;
    throw new LimitReached(words.told, quota, resetsIn);
  }
}

interface Words {
  readonly told: string;
  readonly logged: string;
}

function isEmpty(tally: WindowTally | undefined, now: number): boolean {
  return tally === undefined || tally.isEmpty(now);
}

interface Failures {
  readonly limit: RateLimit;
  readonly tally: WindowTally;
}

/** Of a length that does not depend on the stranger, and none that anybody could read. */
function digestOf(username: string): string {
  return createHash('sha256').update(username).digest('base64url');
}
