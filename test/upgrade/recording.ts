import pg from 'pg';

/** A statement as a version of the service sent it. */
export interface RecordedStatement {
  /** Of which of its sessions. */
  readonly session: number;
  /** Where the text stands in `texts`: the feed's are long, and sent again and again. */
  readonly text: number;
  readonly values: readonly unknown[];
  /** How many rows it changed or found; null where it does neither. */
  readonly rows: number | null;
  /** The revision that it made, if it did. */
  readonly revision?: number;
}

/** What a version sends while it does one thing. */
export interface RecordedStep {
  readonly what: string;
  readonly statements: readonly RecordedStatement[];
}

export interface Recording {
  /** The secrets of the partners that it admits. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly texts: readonly string[];
  readonly steps: readonly RecordedStep[];
}

type Query = (this: pg.Client, ...query: unknown[]) => unknown;

/** Takes down what this process sends to PostgreSQL, in the order in which it does. */
export class Recorder implements Disposable {
  private readonly texts: string[] = [];
  private readonly sessions: pg.Client[] = [];
  private readonly steps: { what: string; statements: RecordedStatement[] }[] = [
    { what: 'starts', statements: [] },
  ];
  private readonly prototype = pg.Client.prototype as unknown as { query: Query };
  private readonly original = this.prototype.query;

  constructor() {
    const { original } = this;
    const note = (client: pg.Client, query: readonly unknown[], answer: unknown) =>
      this.note(client, query, answer);
    const recorded: Query = function (...query) {
      const answer = original.apply(this, query);
      note(this, query, answer);
      return answer;
    };
    this.prototype.query = recorded;
  }

  [Symbol.dispose](): void {
    this.prototype.query = this.original;
  }

  /** What comes now is another thing that it does. */
  step(what: string): void {
    this.steps.push({ what, statements: [] });
  }

  finish(secrets: Recording['secrets']): Recording {
    return { secrets, texts: this.texts, steps: this.steps };
  }

  private note(client: pg.Client, [first, second]: readonly unknown[], answer: unknown): void {
    const config = typeof first === 'string' ? { text: first, values: second } : first;
    const { text, values } = config as { text: string; values?: unknown[] };
    const statement = {
      session: place(this.sessions, client),
      text: place(this.texts, text),
      values: (values ?? []).map(toJson),
      rows: null as number | null,
    };
    this.steps.at(-1)!.statements.push(statement);
    void (answer as Promise<pg.QueryResult>).then(
      ({ rowCount, rows }) => {
        statement.rows = rowCount;
        if (text.startsWith('UPDATE registry_clock') && rows[0]?.revision)
          Object.assign(statement, { revision: Number(rows[0].revision) });
      },
      () => undefined,
    );
  }
}

function place<T>(list: T[], item: T): number {
  const index = list.indexOf(item);
  return index >= 0 ? index : list.push(item) - 1;
}

function toJson(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return { bytes: value.toString('hex') };
  if (value instanceof Date) return { time: value.toISOString() };
  return value;
}

/** What was recorded of a value, as it is sent. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('bytes' in value) return Buffer.from(String(value.bytes), 'hex');
  return 'time' in value ? new Date(String(value.time)) : value;
}
