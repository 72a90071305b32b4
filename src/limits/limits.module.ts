import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CountExchange } from './count-exchange.js';
import { CountStore } from './count-store.js';
import { FailedLoginLimit } from './failed-login-limit.js';
import { LimitCountRow } from './limit-count.entity.js';
import { RequestLimit } from './request-limit.js';
import { Turns } from './turns.js';
import { WaitingPollLimit } from './waiting-poll-limit.js';

@Module({
  imports: [TypeOrmModule.forFeature([LimitCountRow])],
  providers: [CountStore, CountExchange, RequestLimit, FailedLoginLimit, WaitingPollLimit, Turns],
  exports: [CountExchange, RequestLimit, FailedLoginLimit, WaitingPollLimit, Turns],
})
export class LimitsModule {}
