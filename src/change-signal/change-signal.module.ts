import { Module } from '@nestjs/common';
import { ChangeSignal } from './change-signal.js';
import { ClockFollower } from './clock-follower.js';
import { SignalMemory } from './signal-memory.js';
import { SignalMetrics } from './signal-metrics.js';
import { Watches } from './watches.js';

@Module({
  providers: [ChangeSignal, ClockFollower, SignalMemory, SignalMetrics, Watches],
  exports: [ChangeSignal],
})
export class ChangeSignalModule {}
