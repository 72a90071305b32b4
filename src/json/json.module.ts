import { Module } from '@nestjs/common';
import { BackendDefinitionsModule } from '../backend-definitions/index.js';
import { ChangeFeedModule } from '../change-feed/index.js';
import { CredentialsModule } from '../credentials/index.js';
import { EndpointHealthModule } from '../endpoint-health/index.js';
import { PartnersModule } from '../partners/index.js';
import { RoamingConnectionsModule } from '../roaming-connections/index.js';
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
    CredentialsModule,
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
    OwnEndpointHealthController,
    OperatorHealthController,
    ProviderHealthController,
  ],
  providers: [BackendPages, HeldUpdates, UpdateStream, Unchanged],
})
export class JsonModule {}
