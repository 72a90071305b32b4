import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { PartnersModule } from '../partners/index.js';
import { TokenEncryptionModule } from '../token-encryption/index.js';
import { AccessTokenRow } from './access-token.entity.js';
import { AccessTokens } from './access-tokens.js';
import { BackendDefinitionReader } from './backend-definition-reader.js';
import { BackendDefinitionRow } from './backend-definition.entity.js';
import { BackendDefinitionsService } from './backend-definitions.service.js';
import { DefinitionVersions } from './definition-versions.js';
import { KeyRotation, SealingAtStart, UnknownKeys } from './key-rotation/index.js';
import { VersionReader } from './version-reader.js';

@Module({
  imports: [
    AuditModule,
    PartnersModule,
    TokenEncryptionModule,
    TypeOrmModule.forFeature([BackendDefinitionRow, AccessTokenRow]),
  ],
  providers: [
    ...[BackendDefinitionsService, BackendDefinitionReader],
    ...[VersionReader, DefinitionVersions, AccessTokens, KeyRotation, SealingAtStart, UnknownKeys],
  ],
  exports: [BackendDefinitionsService, BackendDefinitionReader, VersionReader, KeyRotation, UnknownKeys],
})
export class BackendDefinitionsModule {}
