import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Retention } from './retention.js';

const HOUR = 3_600_000;
const SOON = 60_000;

/** Prunes soon after the start and then once an hour, and waits for a run under way before the service ends. */
@Injectable()
export class RetentionSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Retention');
  private timers: NodeJS.Timeout[] = [];
  private run: Promise<void> = Promise.resolve();

  constructor(private readonly retention: Retention) {}

  onApplicationBootstrap(): void {
    const prune = () => {
      this.run = this.prune();
    };
    this.timers = [setTimeout(prune, SOON).unref(), setInterval(prune, HOUR).unref()];
  }

  async onModuleDestroy(): Promise<void> {
    this.timers.forEach(clearTimeout);
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
