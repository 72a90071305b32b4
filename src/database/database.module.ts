import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseAddress } from './database-address.js';
import { dataSourceOptions } from './data-source-options.js';
import { IdleConnections } from './idle-connections.js';
import { PoolMetrics } from './pool-metrics.js';
import { ReadDatabase } from './read-database.js';
import { RegistryClockRow } from './registry-clock.entity.js';
import { RegistryClock } from './registry-clock.js';
import { SchemaHealth } from './schema-health.js';

/** The storage that every feature works on; the database at `url` must be migrated already. */
@Module({})
export class DatabaseModule {
  static at(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(url), autoLoadEntities: true, retryAttempts: 0 }),
        TypeOrmModule.forFeature([RegistryClockRow]),
      ],
      providers: [
        { provide: DatabaseAddress, useValue: new DatabaseAddress(url) },
        RegistryClock,
        IdleConnections,
        PoolMetrics,
        ReadDatabase,
        SchemaHealth,
      ],
      exports: [DatabaseAddress, RegistryClock, IdleConnections, ReadDatabase, SchemaHealth],
    };
  }
}
