import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AdministrationModule } from './administration/index.js';
import { type Configuration, ConfigurationModule } from './configuration/index.js';
import { CredentialsModule } from './credentials/index.js';
import { DatabaseModule } from './database/index.js';
import { HealthModule } from './health/index.js';
import { AuthenticationGuard } from './http/authentication/index.js';
import { RefuseUntaken } from './http/index.js';
import { SchemasController } from './http/openapi/index.js';
import { JsonModule } from './json/index.js';
import { LimitsModule } from './limits/index.js';
import { type Metrics, MetricsModule, type MetricsReport } from './metrics/index.js';
import { MonitoringModule } from './monitoring/index.js';
import { SoapModule } from './soap/index.js';
import { TimeModule, type WallClock } from './time/index.js';

/** The whole service, on a database that is migrated. */
@Module({})
export class ApplicationModule {
  static of(
    configuration: Configuration,
    databaseUrl: string,
    wallClock: WallClock,
    metrics: Metrics,
    report?: MetricsReport,
  ): DynamicModule {
    return {
      module: ApplicationModule,
      imports: [
        ConfigurationModule.of(configuration),
        TimeModule.by(wallClock),
        MetricsModule.of(metrics, report),
        DatabaseModule.at(databaseUrl, wallClock),
        CredentialsModule,
        LimitsModule,
        JsonModule,
        SoapModule,
        AdministrationModule,
        HealthModule,
        MonitoringModule.of(configuration),
      ],
      controllers: [SchemasController],
      // In this order: a stranger is told nothing but that.
      providers: [AuthenticationGuard, RefuseUntaken].map((guard) => ({
        provide: APP_GUARD,
        useClass: guard,
      })),
    };
  }
}
