import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditConcernRow } from './audit-concern.entity.js';
import { AuditEntryRow } from './audit-entry.entity.js';
import { AuditTrail } from './audit-trail.js';
import { AuditedWrites } from './audited-writes.js';
import { FailedLogins } from './failed-logins.js';

@Module({
  imports: [TypeOrmModule.forFeature([AuditEntryRow, AuditConcernRow])],
  providers: [AuditedWrites, AuditTrail, FailedLogins],
  exports: [AuditedWrites, AuditTrail, FailedLogins],
})
export class AuditModule {}
