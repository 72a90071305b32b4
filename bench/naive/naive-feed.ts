import pg from 'pg';

const TABLES = `
  CREATE TABLE naive_definition (name text PRIMARY KEY, content jsonb, updated_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX ON naive_definition (updated_at);
  CREATE TABLE naive_token (digest text PRIMARY KEY, name text)`;

/**
 * The usual way to build a feed: a column with the time of the change, and clients that ask for what is later than all
 * they have seen. Times are taken in one order and committed in another, so what is committed late is never told of.
 */
export class NaiveFeed implements AsyncDisposable {
  private since = '-infinity';

  private constructor(
    private readonly reader: pg.Client,
    private readonly writers: readonly pg.Client[],
  ) {}

  static async create(databaseUrl: string, writers: number): Promise<NaiveFeed> {
    const clients = Array.from(
      { length: writers + 1 },
      () => new pg.Client({ connectionString: databaseUrl }),
    );
    await Promise.all(clients.map((client) => client.connect()));
    const [reader, ...others] = clients as [pg.Client, ...pg.Client[]];
    await reader.query(TABLES);
    return new NaiveFeed(reader, others);
  }

  /** A definition and its token, in a transaction of two statements. */
  async write(writer: number, name: string, content: object): Promise<void> {
    const client = this.writers[writer];
    await client?.query('BEGIN');
    await client?.query('INSERT INTO naive_definition VALUES ($1, $2)', [name, content]);
    await client?.query('INSERT INTO naive_token VALUES (md5($1), $1)', [name]);
    await client?.query('COMMIT');
  }

  /** The names of what changed since the last poll. */
  async poll(): Promise<string[]> {
    const { rows } = await this.reader.query<{ name: string; at: string }>({
      name: 'poll',
      text: 'SELECT name, content, updated_at::text AS at FROM naive_definition WHERE updated_at > $1 ORDER BY updated_at',
      values: [this.since],
    });
    this.since = rows.at(-1)?.at ?? this.since;
    return rows.map(({ name }) => name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.reader, ...this.writers].map((client) => client.end()));
  }
}
