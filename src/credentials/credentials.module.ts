import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { ChangeSignalModule } from '../change-signal/index.js';
import { LimitsModule } from '../limits/index.js';
import { PartnersModule } from '../partners/index.js';
import { AdminSecretRow } from './admin-secret.entity.js';
import { AdminSecret } from './admin-secret.js';
import { Authenticator } from './authenticator.js';
import { CredentialRow } from './credential.entity.js';
import { CredentialsService } from './credentials.service.js';
import { KnownCredentials } from './known-credentials.js';

@Module({
  imports: [
    AuditModule,
    ChangeSignalModule,
    LimitsModule,
    PartnersModule,
    TypeOrmModule.forFeature([CredentialRow, AdminSecretRow]),
  ],
  providers: [CredentialsService, Authenticator, KnownCredentials, AdminSecret],
  exports: [CredentialsService, Authenticator, AdminSecret],
})
export class CredentialsModule {}
