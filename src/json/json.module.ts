import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { BackendDefinitionsModule } from '../backend-definitions/index.js';
import { ChangeFeedModule } from '../change-feed/index.js';
import { CredentialsModule } from '../credentials/index.js';
import { LimitsModule } from '../limits/index.js';
import { EndpointHealthModule } from '../endpoint-health/index.js';
import { PartnersModule } from '../partners/index.js';
import { RoamingConnectionsModule } from '../roaming-connections/index.js';
import { OwnAuditController } from './audit/own-audit.controller.js';
import { BackendPages } from './backends/backend-pages.js';
import { OperatorBackendsController, ProviderBackendsController } from './backends/backends.controller.js';
import { HeldUpdates } from './backends/held-updates.js';
import { Unchanged } from './backends/unchanged.js';
import { UpdateStream } from './backends/update-stream.js';
import {
  OperatorHealthController,
  ProviderHealthController,
} from './endpoint-health/partner-health.controller.js';
import { OwnEndpointHealthController } from './endpoint-health/own-endpoint-health.controller.js';
import {
  OwnOperatorBackendsController,
  OwnProviderBackendsController,
} from './own-backends/own-backends.controller.js';
import { ResolveController } from './resolve/resolve.controller.js';
import { RoamingConnectionsController } from './roaming-connections/roaming-connections.controller.js';
import { SelfController } from './self/self.controller.js';

/** The JSON binding for roaming partners. */
@Module({
  imports: [
    AuditModule,
    CredentialsModule,
    LimitsModule,
    PartnersModule,
    RoamingConnectionsModule,
    BackendDefinitionsModule,
    ChangeFeedModule,
    EndpointHealthModule,
  ],
  controllers: [
    OperatorBackendsController,
    ProviderBackendsController,
    ResolveController,
    OwnOperatorBackendsController,
    OwnProviderBackendsController,
    RoamingConnectionsController,
    SelfController,
    OwnAuditController,
    OwnEndpointHealthController,
    OperatorHealthController,
    ProviderHealthController,
  ],
  providers: [BackendPages, HeldUpdates, UpdateStream, Unchanged],
})
export class JsonModule {}
