import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { PartnersModule } from '../partners/index.js';
import { AccessTokenRow } from './access-token.entity.js';
import { BackendDefinitionReader } from './backend-definition-reader.js';
import { BackendDefinitionRow } from './backend-definition.entity.js';
import { BackendDefinitionsService } from './backend-definitions.service.js';

@Module({
  imports: [AuditModule, PartnersModule, TypeOrmModule.forFeature([BackendDefinitionRow, AccessTokenRow])],
  providers: [BackendDefinitionsService, BackendDefinitionReader],
  exports: [BackendDefinitionsService, BackendDefinitionReader],
})
export class BackendDefinitionsModule {}
