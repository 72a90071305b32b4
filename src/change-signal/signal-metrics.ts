import { Injectable } from '@nestjs/common';
import { Metrics } from '../metrics/index.js';
import { SignalMemory } from './signal-memory.js';

/** Shows how far what this instance knows lags behind. */
@Injectable()
export class SignalMetrics {
  constructor(memory: SignalMemory, metrics: Metrics) {
    metrics.gauge(AGE, 'max', () => memory.age / MILLISECONDS);
    metrics.gauge(TRUSTED, 'min', () => Number(memory.isTrusted));
    metrics.gauge(REVISION, 'min', () => memory.known / MICROSECONDS);
    metrics.gauge(HORIZON, 'max', () => memory.horizon / MICROSECONDS);
  }
}

const MILLISECONDS = 1_000;
const MICROSECONDS = 1_000_000;

const AGE = {
  name: 'change_signal_age_seconds',
  help:
    'How old what this instance knows of changes is: the time since the database last confirmed it, or since the start. ' +
    'Half a second at most while all is well; of several workers, that of the last.',
};
const TRUSTED = {
  name: 'change_signal_trusted',
  help:
    '1 while what this instance knows is recent enough to answer polls from memory, 0 while each poll asks the database; ' +
    'of several workers, 0 if any does.',
};
const REVISION = {
  name: 'revision_timestamp_seconds',
  help:
    'The last change of the registry that this instance knows of, as Unix time. Less than on other instances: this one is ' +
    'behind. Of several workers, that of the last.',
};
const HORIZON = {
  name: 'retention_horizon_timestamp_seconds',
  help: 'How far back it is known what changed, as Unix time; who polls with an older since must take a new snapshot.',
};
