import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { UnknownKeys } from '../backend-definitions/index.js';

/** Whether this instance knows the keys of the access tokens that it is to give out. */
@Injectable()
export class KeysIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly unknownKeys: UnknownKeys,
  ) {}

  /** Which keys is for the log: the answer is public. A database that does not answer is told of by its own indicator. */
  async check() {
    const indicator = this.indicators.check('tokenKeys');
    const unknown = await this.unknownKeys.find().catch(() => []);
    if (unknown.length === 0) return indicator.up();
    return indicator.down(
      'access tokens are encrypted with a key that is not known here, which the log names',
    );
  }
}
