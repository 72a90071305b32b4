import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ChangeSignalModule } from '../change-signal/index.js';
import { DatabaseIndicator } from './database-indicator.js';
import { HealthController } from './health.controller.js';
import { SignalIndicator } from './signal-indicator.js';

@Module({
  imports: [ChangeSignalModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [DatabaseIndicator, SignalIndicator],
})
export class HealthModule {}
