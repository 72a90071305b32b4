import { Module } from '@nestjs/common';
import { PartnersModule } from '../partners/index.js';
import { RoamingConnectionsModule } from '../roaming-connections/index.js';
import { RegisterReader } from './register-reader.js';
import { Register } from './register.js';

@Module({
  imports: [PartnersModule, RoamingConnectionsModule],
  providers: [Register, RegisterReader],
  exports: [Register, RegisterReader],
})
export class RegisterModule {}
