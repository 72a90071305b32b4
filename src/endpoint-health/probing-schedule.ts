import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Configuration } from '../configuration/index.js';
import { Probing } from './probing.js';

/** Milliseconds between two looks at what is due: what is new is probed that soon. */
const BETWEEN_LOOKS = 60_000;

/** Looks for what is to be probed, and ends probes under way before the service ends. Nothing where probes are off. */
@Injectable()
export class ProbingSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Probing');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly probing: Probing,
    private readonly configuration: Configuration,
  ) {}

  onApplicationBootstrap(): void {
    if (this.configuration.endpointProbes === undefined) return;
    const look = () => this.probing.run().catch((error: unknown) => this.logger.error(error));
    this.timer = setInterval(() => void look(), BETWEEN_LOOKS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.probing.stop();
  }
}
