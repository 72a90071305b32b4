import { createTestDatabase, type TestDatabase } from '../environment/index.js';

/** A database that outlives the registries on it. */
export interface KeptDatabase {
  /** For `TestRegistry.start`, which drops what it is given when it stops. */
  readonly lent: TestDatabase;
  /** A copy as a backup makes it: the same rows, in another database. Nobody may be connected. */
  copy(): Promise<KeptDatabase>;
  drop(): Promise<void>;
}

export async function keptDatabase(
  options?: Parameters<typeof createTestDatabase>[0],
): Promise<KeptDatabase> {
  const database = await createTestDatabase(options);
  const { url } = database;
  return {
    lent: { url, drop: () => Promise.resolve() },
    copy: () => keptDatabase({ server: url }),
    drop: () => database.drop(),
  };
}
