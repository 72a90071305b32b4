import { Client, DatabaseError } from 'pg';

/** The only user of the cluster, and the owner of the database. */
export const DATABASE_USER = 'registry';

/** A server on this machine, without TLS; said in full, so that no `PG…` variable of the user's meddles. */
export function connectionUrl(port: number, password: string, database: string): string {
  return `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

export async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A connection that breaks fails its query as well; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Whether trying again can help: nobody listens as yet, or the server is starting or recovering. */
export function isStillStarting(error: unknown): boolean {
  const CANNOT_CONNECT_NOW = '57P03';
  return !(error instanceof DatabaseError) || error.code === CANNOT_CONNECT_NOW;
}
