import { type DynamicModule, Module } from '@nestjs/common';
import { MetricsReport } from './metrics-report.js';
import { Metrics } from './metrics.js';

@Module({})
export class MetricsModule {
  /** @param report of the whole service, if that is more than this process */
  static of(metrics: Metrics, report: MetricsReport = metrics): DynamicModule {
    return {
      module: MetricsModule,
      global: true,
      providers: [
        { provide: Metrics, useValue: metrics },
        { provide: MetricsReport, useValue: report },
      ],
      exports: [Metrics, MetricsReport],
    };
  }
}
