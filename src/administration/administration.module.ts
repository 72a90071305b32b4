import { Module } from '@nestjs/common';
import { ChangeFeedModule } from '../change-feed/index.js';
import { CredentialsModule } from '../credentials/index.js';
import { PartnersModule } from '../partners/index.js';
import { RegisterModule } from '../register/index.js';
import { RoamingConnectionsModule } from '../roaming-connections/index.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { PartnersController } from './partners/partners.controller.js';
import { RegisterController } from './register/register.controller.js';
import { AllRoamingConnectionsController } from './roaming-connections/roaming-connections.controller.js';
import { VisibleController } from './visible/visible.controller.js';

/** The JSON binding for clearing-house staff. */
@Module({
  imports: [PartnersModule, CredentialsModule, RoamingConnectionsModule, RegisterModule, ChangeFeedModule],
  controllers: [
    RegisterController,
    PartnersController,
    CredentialsController,
    AllRoamingConnectionsController,
    VisibleController,
  ],
})
export class AdministrationModule {}
