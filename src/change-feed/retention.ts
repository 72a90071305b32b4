import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstLiveDay } from '../backend-definitions/index.js';
import { Configuration } from '../configuration/index.js';
import { revisionAt } from '../database/index.js';
import { WallClock } from '../time/index.js';

/** How many rows one statement removes: small, so that it never holds up a poll or a publication for long. */
const BATCH = 1_000;

const TABLES_OF_INTERVALS = ['backend_definition', 'roaming_connection', 'partner_admission'] as const;

/** Removes what nobody can ask for any more. */
@Injectable()
export class Retention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: Configuration,
    private readonly wallClock: WallClock,
  ) {}

  /**
   * Removes intervals that were closed before the retention time, and tokens whose day is over. May run on several
   * instances at once. Returns how many rows went.
   */
  async prune(): Promise<number> {
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
      if (count < BATCH) return removed;
    }
  }
}
