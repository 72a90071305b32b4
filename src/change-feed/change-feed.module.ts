import { Module } from '@nestjs/common';
import { PartnersModule } from '../partners/index.js';
import { History } from './history.js';
import { Resolution } from './resolution.js';
import { RetentionSchedule } from './retention-schedule.js';
import { Retention } from './retention.js';
import { Snapshot } from './snapshot.js';
import { Updates } from './updates.js';

@Module({
  imports: [PartnersModule],
  providers: [Snapshot, Updates, Resolution, History, Retention, RetentionSchedule],
  exports: [Snapshot, Updates, Resolution, History, Retention],
})
export class ChangeFeedModule {}
