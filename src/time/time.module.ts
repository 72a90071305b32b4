import { type DynamicModule, Module } from '@nestjs/common';
import { WallClock } from './wall-clock.js';

@Module({})
export class TimeModule {
  static by(wallClock: WallClock): DynamicModule {
    return {
      module: TimeModule,
      global: true,
      providers: [{ provide: WallClock, useValue: wallClock }],
      exports: [WallClock],
    };
  }
}
