import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DueEndpoints } from './due-endpoints.js';
import { EndpointDuties } from './endpoint-duties.js';
import { EndpointDutyRow } from './endpoint-duty.entity.js';
import { EndpointHealthReader } from './endpoint-health-reader.js';
import { EndpointHealthRow } from './endpoint-health.entity.js';
import { MissingTokens } from './missing-tokens.js';
import { ProbingSchedule } from './probing-schedule.js';
import { Probing } from './probing.js';
import { TokenWarning } from './token-warning.js';

@Module({
  imports: [TypeOrmModule.forFeature([EndpointHealthRow, EndpointDutyRow])],
  providers: [
    EndpointHealthReader,
    MissingTokens,
    TokenWarning,
    EndpointDuties,
    DueEndpoints,
    Probing,
    ProbingSchedule,
  ],
  exports: [EndpointHealthReader, MissingTokens],
})
export class EndpointHealthModule {}
