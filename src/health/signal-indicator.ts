import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { ChangeSignal } from '../change-signal/index.js';

/**
 * How old what is known of changes may be, in seconds. Polls are right without it, but each then asks the database:
 * another instance does better meanwhile. A connection that is lost and found again takes less.
 */
const OLDEST = 5;

/** Whether this instance follows what is written. */
@Injectable()
export class SignalIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly signal: ChangeSignal,
  ) {}

  check() {
    const indicator = this.indicators.check('changeSignal');
    const { age } = this.signal;
    if (age === undefined) return indicator.down('it does not follow the database yet');
    const ageSeconds = Math.round(age) / 1_000;
    if (ageSeconds <= OLDEST) return indicator.up({ ageSeconds });
    return indicator.down(`what it knows is ${Math.round(ageSeconds)} s old`);
  }
}
