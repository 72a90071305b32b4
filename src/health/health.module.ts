import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { BackendDefinitionsModule } from '../backend-definitions/index.js';
import { ChangeSignalModule } from '../change-signal/index.js';
import { DatabaseIndicator } from './database-indicator.js';
import { HealthController } from './health.controller.js';
import { KeysIndicator } from './keys-indicator.js';
import { SignalIndicator } from './signal-indicator.js';

@Module({
  imports: [BackendDefinitionsModule, ChangeSignalModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [DatabaseIndicator, SignalIndicator, KeysIndicator],
})
export class HealthModule {}
