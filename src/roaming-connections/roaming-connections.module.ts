import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { PartnersModule } from '../partners/index.js';
import { ConnectionBatch } from './connection-batch.js';
import { RoamingConnectionReader } from './roaming-connection-reader.js';
import { RoamingConnectionRow } from './roaming-connection.entity.js';
import { RoamingConnectionsService } from './roaming-connections.service.js';

@Module({
  imports: [AuditModule, PartnersModule, TypeOrmModule.forFeature([RoamingConnectionRow])],
  providers: [RoamingConnectionsService, RoamingConnectionReader, ConnectionBatch],
  exports: [RoamingConnectionsService, RoamingConnectionReader, ConnectionBatch],
})
export class RoamingConnectionsModule {}
