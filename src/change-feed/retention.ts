import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstLiveDay } from '../backend-definitions/index.js';
import { Configuration } from '../configuration/index.js';
import { revisionAt } from '../database/index.js';
import { type Counter, Metrics } from '../metrics/index.js';
import { WallClock } from '../time/index.js';

/** How many rows one statement removes: small, so that it never holds up a poll or a publication for long. */
const BATCH = 1_000;

const TABLES_OF_INTERVALS = ['backend_definition', 'roaming_connection', 'partner_admission'] as const;

/** Removes what nobody can ask for any more. */
@Injectable()
export class Retention {
  private readonly removed: Counter;
  private readonly runs: Counter<'outcome'>;
  private lastRun: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: Configuration,
    private readonly wallClock: WallClock,
    metrics: Metrics,
  ) {
    this.lastRun = wallClock.now();
    this.removed = metrics.counter(REMOVED);
    this.runs = metrics.counter(RUNS, [SUCCEEDED, FAILED]);
    metrics.gauge(LAST_RUN, 'max', () => this.lastRun / MILLISECONDS);
  }

  /**
   * Removes intervals that were closed before the retention time, and tokens whose day is over. May run on several
   * instances at once. Returns how many rows went.
   */
  async prune(): Promise<number> {
    try {
      const removed = await this.removeAll();
      this.lastRun = this.wallClock.now();
      this.runs.inc(SUCCEEDED);
      return removed;
    } catch (error) {
      this.runs.inc(FAILED);
      throw error;
    }
  }

  private async removeAll(): Promise<number> {
    await this.raiseHorizon();
    let removed = await this.removeInBatches(
      'access_token',
      'valid_date < $1',
      firstLiveDay(this.wallClock.now()),
    );
    for (const table of TABLES_OF_INTERVALS)
      removed += await this.removeInBatches(table, 'revision_to <= (SELECT horizon FROM registry_clock)');
    return removed;
  }

  /**
   * Before anything is removed: from here on, who asks for an older state is told that it is gone. Never past the
   * present, whatever the clock says.
   */
  private async raiseHorizon(): Promise<void> {
    const horizon = revisionAt(this.wallClock.now() - this.configuration.retention);
    await this.dataSource.query(
      'UPDATE registry_clock SET horizon = greatest(horizon, least($1, revision))',
      [horizon],
    );
  }

  private async removeInBatches(table: string, condition: string, ...parameters: unknown[]): Promise<number> {
    const batch = `DELETE FROM ${table} WHERE ctid IN (
      SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;
    for (let removed = 0; ;) {
      const [, count]: [unknown, number] = await this.dataSource.query(batch, parameters);
      removed += count;
      this.removed.inc({}, count);
      if (count < BATCH) return removed;
    }
  }
}

const MILLISECONDS = 1_000;
const REMOVED = {
  name: 'retention_removed_rows_total',
  help: 'Rows that were removed because nobody can ask for them any more.',
};
const RUNS = {
  name: 'retention_runs_total',
  help: 'How often what is past the retention time was removed, and how often that failed: the next run makes up for it.',
  labels: ['outcome'],
} as const;
const SUCCEEDED = { outcome: 'succeeded' };
const FAILED = { outcome: 'failed' };
const LAST_RUN = {
  name: 'retention_last_run_timestamp_seconds',
  help: 'When what is past the retention time was last removed, as Unix time; the start of the process before the first time.',
};
