import { existsSync } from 'node:fs';
import { EnvironmentError, readEnvironment } from './configuration/index.js';
import { EmbeddedPostgresError } from './database/embedded-postgres/index.js';
import { DatabaseError } from './database/index.js';
import { ListenError, type Service, startService } from './service.js';
import { welcome } from './welcome.js';

/** How long requests under way may take to be answered when the service is told to stop, in milliseconds. */
const LONGEST_STOP = 25_000;

/** Mistakes that the user can mend: their message is all there is to say. */
const MENDABLE = [EnvironmentError, DatabaseError, EmbeddedPostgresError, ListenError];

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const configuration = readEnvironment(process.env);
  const service = await startService(configuration);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(service));
  process.stdout.write(welcome(service));
}

async function stop(service: Service): Promise<void> {
  setTimeout(() => process.exit(1), LONGEST_STOP).unref();
  await service.stop();
  process.exit(0);
}

main().catch((error: unknown) => {
  const isMendable = MENDABLE.some((type) => error instanceof type);
  process.stderr.write(
    `${isMendable ? (error as Error).message : String((error as Error).stack ?? error)}\n`,
  );
  process.exit(1);
});
