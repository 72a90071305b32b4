import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { PartnersModule } from '../partners/index.js';
import { RoamingConnectionsModule } from '../roaming-connections/index.js';
import { RegisterReader } from './register-reader.js';
import { Register } from './register.js';

@Module({
  imports: [AuditModule, PartnersModule, RoamingConnectionsModule],
  providers: [Register, RegisterReader],
  exports: [Register, RegisterReader],
})
export class RegisterModule {}
