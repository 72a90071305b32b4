import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { WallClock } from '../time/index.js';
import { DatabaseAddress } from './database-address.js';
import { dataSourceOptions } from './data-source-options.js';
import { EpochKeeper } from './epoch-keeper.js';
import { EpochReader } from './epoch-reader.js';
import { IdleConnections } from './idle-connections.js';
import { PoolMetrics } from './pool-metrics.js';
import { ReadDatabase } from './read-database.js';
import { RegistryClockRow } from './registry-clock.entity.js';
import { RegistryClock } from './registry-clock.js';
import { SchemaHealth } from './schema-health.js';

/** The storage that every feature works on; the database at `url` must be migrated already. */
@Module({})
export class DatabaseModule {
  static at(url: string, wallClock: WallClock): DynamicModule {
    const epochKeeper = new EpochKeeper(wallClock);
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(url, epochKeeper),
          autoLoadEntities: true,
          retryAttempts: 0,
        }),
        TypeOrmModule.forFeature([RegistryClockRow]),
      ],
      providers: [
        { provide: DatabaseAddress, useValue: new DatabaseAddress(url) },
        { provide: EpochKeeper, useValue: epochKeeper },
        EpochReader,
        RegistryClock,
        IdleConnections,
        PoolMetrics,
        ReadDatabase,
        SchemaHealth,
      ],
      exports: [
        DatabaseAddress,
        EpochKeeper,
        EpochReader,
        RegistryClock,
        IdleConnections,
        ReadDatabase,
        SchemaHealth,
      ],
    };
  }
}
