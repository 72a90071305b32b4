import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Day, nextDueDay } from '../backend-definitions/index.js';
import { WallClock } from '../time/index.js';
import { EndpointDuties } from './endpoint-duties.js';
import { MissingTokens } from './missing-tokens.js';

/** Partners fetch the tokens from 12:05 UTC on, ten minutes after they are due. */
const BETWEEN_LOOKS = 5 * 60_000;

/**
 * Tells the log, once a day after 11:55 UTC and by one instance, how many partners have no token for tomorrow. Before,
 * and once it is told, looking costs nothing.
 */
@Injectable()
export class TokenWarning implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('TokenWarning');
  private timer: NodeJS.Timeout | undefined;
  private run: Promise<void> = Promise.resolve();
  private settled: Day | undefined;

  constructor(
    private readonly missing: MissingTokens,
    private readonly duties: EndpointDuties,
    private readonly wallClock: WallClock,
  ) {}

  onApplicationBootstrap(): void {
    const look = () => {
      this.run = this.warnIfDue().catch((error: unknown) => this.logger.error(error));
    };
    this.timer = setInterval(look, BETWEEN_LOOKS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.run;
  }

  async warnIfDue(): Promise<void> {
    const day = nextDueDay(this.wallClock.now());
    if (day === undefined || day === this.settled) return;
    const partners = await this.missing.count(day);
    const isFirst = await this.duties.finish('token warning', day);
    this.settled = day;
    if (isFirst && partners > 0)
      this.logger.warn(`Partners that have no token for ${day} after 11:55 UTC: ${partners}`);
  }
}
