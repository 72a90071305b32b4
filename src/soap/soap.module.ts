import { Module } from '@nestjs/common';
import { BackendDefinitionsModule } from '../backend-definitions/index.js';
import { ChangeFeedModule } from '../change-feed/index.js';
import { CredentialsModule } from '../credentials/index.js';
import { LimitsModule } from '../limits/index.js';
import { RoamingConnectionsModule } from '../roaming-connections/index.js';
import { MessageSchema } from './contract/message-schema.js';
import { Operations } from './operations/operations.js';
import { VisibleDefinitions } from './operations/visible-definitions.js';
import { SoapCaller } from './security/soap-caller.js';
import { SoapEndpoint } from './soap-endpoint.js';

/** The SOAP binding for roaming partners; `serveSoap` puts it on the HTTP server. */
@Module({
  imports: [
    BackendDefinitionsModule,
    ChangeFeedModule,
    CredentialsModule,
    LimitsModule,
    RoamingConnectionsModule,
  ],
  providers: [SoapEndpoint, SoapCaller, MessageSchema, Operations, VisibleDefinitions],
})
export class SoapModule {}
