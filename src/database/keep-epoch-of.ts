import pg from 'pg';
import { clientOptions } from './data-source-options.js';
import type { EpochKeeper } from './epoch-keeper.js';

/** Milliseconds; a writer may hold the clock row meanwhile. */
const LONGEST_LOOK = 15_000;

/** Looks at a database in a session of its own. */
export async function keepEpochOf(url: string, keeper: EpochKeeper): Promise<void> {
  const client = new pg.Client(clientOptions(url, 'epoch', LONGEST_LOOK));
  await client.connect();
  await keeper.keep(client).finally(() => client.end());
}
