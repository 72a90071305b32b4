import pg from 'pg';

/** Runs one statement beside the service, on a connection of its own. */
export async function askDatabase(databaseUrl: string, sql: string): Promise<any[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
