import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { ChangeFeedModule } from '../change-feed/index.js';
import { CredentialsModule } from '../credentials/index.js';
import { EndpointHealthModule } from '../endpoint-health/index.js';
import { PartnersModule } from '../partners/index.js';
import { RegisterModule } from '../register/index.js';
import { RoamingConnectionsModule } from '../roaming-connections/index.js';
import { AuditController } from './audit/audit.controller.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { EndpointHealthController } from './endpoint-health/endpoint-health.controller.js';
import { MissingTokensController } from './missing-tokens/missing-tokens.controller.js';
import { PartnersController } from './partners/partners.controller.js';
import { RegisterController } from './register/register.controller.js';
import { AllRoamingConnectionsController } from './roaming-connections/roaming-connections.controller.js';
import { VisibleController } from './visible/visible.controller.js';

/** The JSON binding for clearing-house staff. */
@Module({
  imports: [
    ...[AuditModule, PartnersModule, CredentialsModule, RoamingConnectionsModule],
    ...[RegisterModule, ChangeFeedModule, EndpointHealthModule],
  ],
  controllers: [
    RegisterController,
    PartnersController,
    CredentialsController,
    AllRoamingConnectionsController,
    VisibleController,
    AuditController,
    EndpointHealthController,
    MissingTokensController,
  ],
})
export class AdministrationModule {}
