import { Module } from '@nestjs/common';
import { BackendDefinitionsModule } from '../backend-definitions/index.js';
import { ChangeSignalModule } from '../change-signal/index.js';
import { PartnersModule } from '../partners/index.js';
import { FeedReader } from './feed-reader.js';
import { History } from './history.js';
import { Resolution } from './resolution.js';
import { RetentionSchedule } from './retention-schedule.js';
import { Retention } from './retention.js';
import { Snapshot } from './snapshot.js';
import { Updates } from './updates.js';
import { WaitingPolls } from './waiting-polls.js';

@Module({
  imports: [BackendDefinitionsModule, ChangeSignalModule, PartnersModule],
  providers: [FeedReader, Snapshot, Updates, WaitingPolls, Resolution, History, Retention, RetentionSchedule],
  exports: [Snapshot, Updates, WaitingPolls, Resolution, History, Retention],
})
export class ChangeFeedModule {}
