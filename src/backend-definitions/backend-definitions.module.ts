import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartnersModule } from '../partners/index.js';
import { AccessTokenRow } from './access-token.entity.js';
import { BackendDefinitionReader } from './backend-definition-reader.js';
import { BackendDefinitionRow } from './backend-definition.entity.js';
import { BackendDefinitionsService } from './backend-definitions.service.js';

@Module({
  imports: [PartnersModule, TypeOrmModule.forFeature([BackendDefinitionRow, AccessTokenRow])],
  providers: [BackendDefinitionsService, BackendDefinitionReader],
  exports: [BackendDefinitionsService, BackendDefinitionReader],
})
export class BackendDefinitionsModule {}
