import { existsSync } from 'node:fs';
import { readEnvironment } from './configuration/index.js';
import { describeFailure } from './failure.js';
import { startService } from './service.js';
import { stopOnSignals } from './stop-on-signals.js';
import { welcome } from './welcome.js';

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const service = await startService(readEnvironment(process.env));
  stopOnSignals(service);
  if (service.renewTls) process.on('SIGHUP', service.renewTls);
  process.stdout.write(welcome(service));
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exit(1);
});
