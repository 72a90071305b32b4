import { type DynamicModule, Module } from '@nestjs/common';
import type { Configuration } from '../configuration/index.js';
import { MetricsController } from './metrics.controller.js';

@Module({})
export class MonitoringModule {
  /** Where the metrics have an address of their own, they are not here: who asks is let in there without a secret. */
  static of({ metricsAddress }: Configuration): DynamicModule {
    return { module: MonitoringModule, controllers: metricsAddress ? [] : [MetricsController] };
  }
}
