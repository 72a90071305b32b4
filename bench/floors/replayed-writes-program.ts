import { createHistogram } from 'node:perf_hooks';
import pg from 'pg';
import { parseTokenKeys } from '../../src/configuration/index.js';
import { TokenCipher } from '../../src/token-encryption/index.js';
import type { LoggedStatement } from '../database/logged-statements.js';
import type { LoadFigures } from '../load/load.js';
import { settingsOfProgram, tell } from '../machine/pinned-program.js';
import type { RecordedPublication, ReplayedWritesSettings } from './replayed-writes.js';

const NANOSECONDS = 1_000_000;
const { databaseUrl, tokenKeys, publications } = settingsOfProgram() as ReplayedWritesSettings;
const cipher = new TokenCipher(parseTokenKeys(tokenKeys));

/** As the service stores a token that it has encrypted. */
const SEALED = /\bbench\.[\w-]+/g;

const clients = await Promise.all(
  publications.map(async (publication) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return { client, publication, sealed: sealedIn(publication) };
  }),
);
let counter = Date.now();
process.on('message', ({ duration }: { duration: number }) => void write(duration).then(tell));
tell({ ready: true });

async function write(duration: number): Promise<LoadFigures> {
  const durations = createHistogram();
  const start = performance.now();
  await Promise.all(
    clients.map(async ({ client, publication, sealed }) => {
      do {
        const begin = performance.now();
        await replay(client, publication, sealed);
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
  { statements, token, place, revision }: RecordedPublication,
  sealed: string,
): Promise<void> {
  const newToken = `replayed-${(counter += 1)}`;
  let newRevision = String(Date.now() * 1_000);
  const [newSealed, digest, newDigest] = [cipher.seal(newToken, place), digestOf(token), digestOf(newToken)];
  const replaced = (parameter: string) =>
    parameter === revision
      ? newRevision
      : parameter.replaceAll(sealed, newSealed).replaceAll(digest, newDigest).replaceAll(token, newToken);
  for (const { text, parameters } of statements) {
    const rows = await send(client, { text, parameters: parameters.map((one) => one && replaced(one)) });
    const [row] = rows as { revision?: string }[];
    if (text.startsWith('UPDATE registry_clock') && row?.revision) newRevision = row.revision;
  }
}

function opens(text: string, place: RecordedPublication['place'], token: string): boolean {
  try {
    return cipher.open(text, place) === token;
  } catch {
    return false;
  }
}

function digestOf(token: string): string {
  return cipher.digest(token).toString('hex');
}

/** The recorded token as it was written: among others that the definition has, the one that opens as this. */
function sealedIn({ statements, token, place }: RecordedPublication): string {
  const texts = statements.flatMap(({ parameters }) => parameters.flatMap((one) => one?.match(SEALED) ?? []));
  const found = texts.find((text) => opens(text, place, token));
  if (found === undefined) throw new Error('The recorded token was not written.');
  return found;
}

async function send(client: pg.Client, { text, parameters }: LoggedStatement): Promise<unknown[]> {
  const result = await client.query<pg.QueryResultRow>(
    text,
    parameters.length > 0 ? [...parameters] : undefined,
  );
  return result.rows;
}
