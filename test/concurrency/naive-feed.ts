import pg from 'pg';

/** Where a change stands in the order in which a naive feed tells of changes. */
export type Position = 'timestamp' | 'sequence number';

const NEXT: Readonly<Record<Position, string>> = {
  timestamp: `(extract(epoch FROM clock_timestamp()) * 1000000)::bigint`,
  'sequence number': `nextval('naive_position')`,
};

/**
 * The usual way to build a feed, which is wrong: every change is numbered as it is made, and a client asks for what has
 * a higher number than all it has seen. Numbers are taken in one order, and committed in another.
 */
export class NaiveFeed {
  private constructor(
    private readonly databaseUrl: string,
    private readonly position: Position,
    private readonly reader: pg.Client,
  ) {}

  static async create(databaseUrl: string, position: Position): Promise<NaiveFeed> {
    const reader = await connect(databaseUrl);
    await reader.query(
      'CREATE TABLE naive_change (name text, position bigint); CREATE SEQUENCE naive_position',
    );
    return new NaiveFeed(databaseUrl, position, reader);
  }

  /** Makes a change in a transaction that is left open; the function returned commits it. */
  async begin(name: string): Promise<() => Promise<void>> {
    const writer = await connect(this.databaseUrl);
    await writer.query('BEGIN');
    await writer.query(`INSERT INTO naive_change SELECT $1, ${NEXT[this.position]}`, [name]);
    return async () => {
      await writer.query('COMMIT');
      await writer.end();
    };
  }

  async poll(since: number): Promise<{ names: string[]; since: number }> {
    const { rows } = await this.reader.query(
      'SELECT * FROM naive_change WHERE position > $1 ORDER BY position',
      [since],
    );
    return {
      names: rows.map(({ name }) => name),
      since: Math.max(since, ...rows.map((row) => Number(row.position))),
    };
  }

  async end(): Promise<void> {
    await this.reader.query('DROP TABLE naive_change; DROP SEQUENCE naive_position');
    await this.reader.end();
  }
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return client;
}
