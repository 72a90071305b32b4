import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { AdmissionsService } from './admissions.service.js';
import { OwnedPartyIdRow } from './owned-party-id.entity.js';
import { PartnerAdmissionRow } from './partner-admission.entity.js';
import { PartnerBatch } from './partner-batch.js';
import { PartnerReader } from './partner-reader.js';
import { PartnerRow } from './partner.entity.js';
import { PartnersService } from './partners.service.js';

@Module({
  imports: [AuditModule, TypeOrmModule.forFeature([PartnerRow, OwnedPartyIdRow, PartnerAdmissionRow])],
  providers: [PartnersService, PartnerReader, PartnerBatch, AdmissionsService],
  exports: [PartnersService, PartnerReader, PartnerBatch, AdmissionsService],
})
export class PartnersModule {}
