import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded-postgres/index.js';

/**
 * The PostgreSQL server of all that is measured. It gives up crash safety: waiting for the disk would be the same for
 * the service and for the floors, and hide what the service adds.
 */
export class MeasuredDatabase implements AsyncDisposable {
  private constructor(
    private readonly directory: string,
    private readonly server: EmbeddedPostgres,
    private readonly listeners: Set<(line: string) => void>,
  ) {}

  static async start(): Promise<MeasuredDatabase> {
    const directory = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-'));
    const listeners = new Set<(line: string) => void>();
    const onLog = (line: string) => listeners.forEach((listener) => listener(line));
    const server = await startEmbeddedPostgres({ directory, durable: false, onLog });
    return new MeasuredDatabase(directory, server, listeners);
  }

  async version(): Promise<string> {
    const [row] = await query<{ server_version: string }>(this.server.url, 'SHOW server_version');
    return row?.server_version ?? 'unknown';
  }

  /** A new, empty database. @returns its URL, which holds a password */
  async create(name: string): Promise<string> {
    await query(this.server.url, `CREATE DATABASE ${name}`);
    const url = new URL(this.server.url);
    url.pathname = name;
    return url.href;
  }

  /** The lines that the server logs while the work is done. */
  async logOf(work: () => Promise<void>): Promise<string[]> {
    const lines: string[] = [];
    const listener = (line: string) => void lines.push(line);
    this.listeners.add(listener);
    await work().finally(() => this.listeners.delete(listener));
    return lines;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
    for (const path of [this.directory, this.server.directory])
      await rm(path, { recursive: true, force: true });
  }
}

/** One statement on a connection of its own. */
export async function query<T extends pg.QueryResultRow>(
  databaseUrl: string,
  text: string,
  parameters: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(text, parameters)).rows;
  } finally {
    await client.end();
  }
}
