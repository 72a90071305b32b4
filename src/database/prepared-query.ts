import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { type DataSource, QueryFailedError } from 'typeorm';

/**
 * A statement that each connection of the pool has PostgreSQL parse and plan once, and not each time it runs: for the
 * large statements of the feed, that takes longer than to execute them. TypeORM's own `query` can't do that.
 *
 * PostgreSQL plans the first five executions for their values. Then it settles on one plan for all values where that
 * is estimated to be no dearer, so the SQL must be such that one plan suits all of them.
 */
export class PreparedQuery<Row extends object> {
  /** Made from the text, so that versions of the service that share connections by a pooler can't mix their statements. */
  private readonly name: string;

  constructor(private readonly sql: string) {
    this.name = `registry_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;
  }

  /** @throws QueryFailedError as TypeORM's own queries do */
  async rows(dataSource: DataSource, values: readonly unknown[]): Promise<Row[]> {
    const runner = dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      return await this.rowsFrom(client, [...values]);
    } finally {
      await runner.release();
    }
  }

  private async rowsFrom(client: PoolClient, values: unknown[]): Promise<Row[]> {
    try {
      return (await client.query<Row>({ name: this.name, text: this.sql, values })).rows;
    } catch (error) {
      throw new QueryFailedError(this.sql, values, error as Error);
    }
  }
}
