import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { revisionAt } from '../database/index.js';
import { WallClock } from '../time/index.js';
import type { Origin } from './actor.js';
import { type FailedLogin, FailureCounts } from './failure-counts.js';
import { insertEntries } from './insert-entries.js';

const MINUTE = 60_000;

/**
 * Records logins that fail. Strangers decide how many there are, so what is written of them is bounded, whatever they
 * do: see `FailureCounts`. What is counted is written once the minute is over, or when the service stops.
 */
@Injectable()
export class FailedLogins implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Audit');
  private readonly counts = new FailureCounts();
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly wallClock: WallClock,
  ) {}

  /**
   * Never fails: who may not come in is told so, whether it can be recorded or not.
   * @param shownName a name that may be recorded: no secret
   */
  async note(origin: Origin, shownName: string | undefined): Promise<void> {
    const due = this.counts.add({ origin, shownName }, Math.floor(this.wallClock.now() / MINUTE));
    if (!this.isStopping) this.timer ??= setTimeout(() => void this.writeCounted(), MINUTE).unref();
    await this.record(due);
  }

  /** Requests may still be under way: of those that fail from here on, only the first of an address and name are told. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.writeCounted();
  }

  private async writeCounted(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.record(this.counts.takeCounted());
  }

  private async record(failures: readonly FailedLogin[]): Promise<void> {
    try {
      for (const failure of failures) await this.insert(failure);
    } catch (error) {
      this.logger.error(error);
    }
  }

  private async insert({ origin, shownName, count }: FailedLogin): Promise<void> {
    const occasion = {
      actor: { kind: 'stranger', ...origin },
      moment: revisionAt(this.wallClock.now()),
    } as const;
    const subject = { ...(shownName !== undefined && { shownName }), count };
    const entry = { action: 'login.failed', concerned: [], subject } as const;
    await insertEntries(this.dataSource.manager, { ...occasion, revision: null }, [entry]);
  }
}
