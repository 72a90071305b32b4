import pg from 'pg';
import { fromJson, type RecordedStatement, type RecordedStep, type Recording } from './recording.js';

/** A statement of the recording that did not do here what it did there. */
export interface Deviation {
  readonly what: string;
  readonly text: string;
  readonly found: string;
}

/**
 * Sends what was recorded to another database, session by session and in the same order. The revisions that are made
 * here take the place of those that were made there.
 */
export class Replay {
  private readonly clients = new Map<number, Promise<pg.Client>>();
  private readonly revisions = new Map<number, number>();

  constructor(
    private readonly databaseUrl: string,
    private readonly recording: Recording,
  ) {}

  async play({ what, statements }: RecordedStep): Promise<Deviation[]> {
    const deviations: Deviation[] = [];
    for (const statement of statements) {
      const found = await this.send(statement).catch((error: unknown) => String(error));
      if (typeof found === 'string') deviations.push({ what, text: this.textOf(statement), found });
    }
    return deviations;
  }

  /** The rows that the step's statements find now, once more. */
  async rowsOf({ statements }: RecordedStep): Promise<any[]> {
    const rows: any[] = [];
    for (const statement of statements) rows.push(...(await this.result(statement)).rows);
    return rows;
  }

  async end(): Promise<void> {
    for (const client of this.clients.values()) await (await client).end();
  }

  private async send(statement: RecordedStatement): Promise<string | undefined> {
    const { rowCount, rows, command } = await this.result(statement);
    if (statement.revision !== undefined) this.revisions.set(statement.revision, Number(rows[0].revision));
    // There is more to find here, since others write, too; what is changed is the same.
    const isAsBefore = command === 'SELECT' ? rowCount! >= statement.rows! : rowCount === statement.rows;
    return isAsBefore ? undefined : `${rowCount} rows in place of ${statement.rows}`;
  }

  private async result(statement: RecordedStatement): Promise<pg.QueryResult> {
    const client = await this.session(statement.session);
    const values = statement.values.map((value) => this.replaced(fromJson(value)));
    return client.query(this.textOf(statement), values.length > 0 ? values : undefined);
  }

  private replaced(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.replaced(one));
    return typeof value === 'number' ? (this.revisions.get(value) ?? value) : value;
  }

  private textOf({ text }: RecordedStatement): string {
    return this.recording.texts[text]!;
  }

  private session(number: number): Promise<pg.Client> {
    const client = this.clients.get(number) ?? this.connect();
    this.clients.set(number, client);
    return client;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.databaseUrl, options: '-c jit=off' });
    await client.connect();
    return client;
  }
}
