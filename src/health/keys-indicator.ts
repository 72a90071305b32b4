import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { UnknownKeys } from '../backend-definitions/index.js';

/** In milliseconds: whoever asks whether the service is ready waits for a second or two. */
const LONGEST_LOOK = 500;

/** Whether this instance knows the keys of the access tokens that it is to give out. */
@Injectable()
export class KeysIndicator {
  private lastFound: readonly string[] = [];

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly unknownKeys: UnknownKeys,
  ) {}

  /**
   * Which keys is for the log: the answer is public. Where the database does not say in time, it is as it was before: that
   * it does not answer is told by its own indicator, and a table that is locked for a while is no fault of the keys.
   */
  async check() {
    const indicator = this.indicators.check('tokenKeys');
    const looked = this.unknownKeys.find().then(
      (keyIds) => (this.lastFound = keyIds),
      () => {},
    );
    await Promise.race([looked, delay(LONGEST_LOOK, undefined, { ref: false })]);
    if (this.lastFound.length === 0) return indicator.up();
    return indicator.down(
      'access tokens are encrypted with a key that is not known here, which the log names',
    );
  }
}
