import { createHash } from 'node:crypto';
import { createHistogram } from 'node:perf_hooks';
import pg from 'pg';
import type { LoggedStatement } from '../database/logged-statements.js';
import type { LoadFigures } from '../load/load.js';
import { settingsOfProgram, tell } from '../machine/pinned-program.js';
import type { RecordedPublication, ReplayedWritesSettings } from './replayed-writes.js';

const NANOSECONDS = 1_000_000;
const { databaseUrl, publications } = settingsOfProgram() as ReplayedWritesSettings;

const clients = await Promise.all(
  publications.map(async (publication) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return { client, publication };
  }),
);
let counter = Date.now();
process.on('message', ({ duration }: { duration: number }) => void write(duration).then(tell));
tell({ ready: true });

async function write(duration: number): Promise<LoadFigures> {
  const durations = createHistogram();
  const start = performance.now();
  await Promise.all(
    clients.map(async ({ client, publication }) => {
      do {
        const begin = performance.now();
        await replay(client, publication);
        durations.record(Math.max(1, Math.round((performance.now() - begin) * NANOSECONDS)));
      } while (performance.now() - start < duration);
    }),
  );
  const at = (percent: number) => durations.percentile(percent) / NANOSECONDS;
  const elapsed = performance.now() - start;
  return { answers: durations.count, refused: 0, elapsed, p50: at(50), p99: at(99) };
}

/** With a new token, and the revision that the clock gives: all else stays as it was sent. */
async function replay(
  client: pg.Client,
  { statements, token, revision }: RecordedPublication,
): Promise<void> {
  const newToken = `replayed-${(counter += 1)}`;
  let newRevision = String(Date.now() * 1_000);
  const digest = (text: string) => `\\x${createHash('sha256').update(text).digest('hex')}`;
  const replaced = (parameter: string) => {
    if (parameter === revision) return newRevision;
    return parameter === digest(token) ? digest(newToken) : parameter.replaceAll(token, newToken);
  };
  for (const { text, parameters } of statements) {
    const rows = await send(client, { text, parameters: parameters.map((one) => one && replaced(one)) });
    const [row] = rows as { revision?: string }[];
    if (text.startsWith('UPDATE registry_clock') && row?.revision) newRevision = row.revision;
  }
}

async function send(client: pg.Client, { text, parameters }: LoggedStatement): Promise<unknown[]> {
  const result = await client.query<pg.QueryResultRow>(
    text,
    parameters.length > 0 ? [...parameters] : undefined,
  );
  return result.rows;
}
