import { writeFile } from 'node:fs/promises';
import { startThrowAwayDatabase } from '../demo/throw-away-database.js';
import { migrateDatabase } from '../src/database/index.js';
import { describeSchema } from './describe-schema.js';

/** Writes `migrations/schema.sql`, from a database that the migrations have made. */
async function main(): Promise<void> {
  const database = await startThrowAwayDatabase();
  try {
    await migrateDatabase(database.url);
    await writeFile('migrations/schema.sql', await describeSchema(database.url));
  } finally {
    await database.stop();
  }
}

await main();
