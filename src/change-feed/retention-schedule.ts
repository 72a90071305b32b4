import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Retention } from './retention.js';

const HOUR = 3_600_000;

/** Prunes once an hour, and waits for a run under way before the service ends. */
@Injectable()
export class RetentionSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Retention');
  private timer: NodeJS.Timeout | undefined;
  private run: Promise<void> = Promise.resolve();

  constructor(private readonly retention: Retention) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.run = this.prune();
    }, HOUR).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.run;
  }

  /** A run that fails is made up for by the next: nothing depends on what is old being gone. */
  private async prune(): Promise<void> {
    try {
      const removed = await this.retention.prune();
      if (removed > 0) this.logger.log(`Removed ${removed} rows that were past the retention time`);
    } catch (error) {
      this.logger.error(error);
    }
  }
}
