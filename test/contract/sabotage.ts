import pg from 'pg';

/** A database in which something is broken, for as long as a request takes. */
export class Sabotage {
  private constructor(private readonly client: pg.Client) {}

  static async of(databaseUrl: string): Promise<Sabotage> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return new Sabotage(client);
  }

  end(): Promise<void> {
    return this.client.end();
  }

  /** Every row of every table as text, by table. */
  async everyRow(): Promise<Map<string, string>> {
    const tables = await this.texts(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    const rows = new Map<string, string>();
    for (const table of tables)
      rows.set(table, (await this.texts(`SELECT row_to_json(t)::text FROM "${table}" t`)).join('\n'));
    return rows;
  }

  async whileBroken<T>(breaking: string, mending: string, send: () => Promise<T>): Promise<T> {
    await this.client.query(breaking);
    try {
      return await send();
    } finally {
      await this.client.query(mending);
    }
  }

  /** The connection that writes is ended in the midst of it. */
  async whileCutOff<T>(send: () => Promise<T>): Promise<T> {
    await this.client.query('BEGIN');
    await this.client.query('LOCK TABLE registry_clock');
    const answer = send();
    try {
      await this.cutOff();
      return await answer;
    } finally {
      await this.client.query('ROLLBACK');
    }
  }

  private async cutOff(): Promise<void> {
    const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND application_name = 'ochp-direct-registry'`;
    while ((await this.texts(`SELECT pid::text ${waiting}`)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await this.client.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
  }

  private async texts(query: string): Promise<string[]> {
    const { rows } = await this.client.query<string[]>({ text: query, rowMode: 'array' });
    return rows.map(([text]) => String(text));
  }
}
