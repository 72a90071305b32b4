import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Holds up every write that needs a table, in the middle of its transaction, until it is let go. */
export class HeldTable {
  private constructor(private readonly client: pg.Client) {}

  static async hold(databaseUrl: string, table: string): Promise<HeldTable> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${table} IN SHARE MODE`);
    return new HeldTable(client);
  }

  /** Returns when so many transactions wait for a lock: this one, or one held by somebody who waits for it. */
  async untilWaiting(count: number): Promise<void> {
    while ((await this.countWaiting()) < count) await delay(5);
  }

  async letGo(): Promise<void> {
    await this.client.query('COMMIT');
    await this.client.end();
  }

  private async countWaiting(): Promise<number> {
    // Within a transaction the view would show the same over and over.
    await this.client.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await this.client.query(WAITING);
    return rows[0].count;
  }
}

const WAITING = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;
