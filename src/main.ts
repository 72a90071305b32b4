import { existsSync } from 'node:fs';
import { readEnvironment } from './configuration/index.js';
import { startTracing } from './tracing/index.js';

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const configuration = readEnvironment(process.env);
  // Before what it traces is loaded.
  const tracing = await startTracing(configuration);
  const { run } = await import('./run.js');
  await run(configuration, tracing);
}

main().catch(async (error: unknown) => {
  const { describeFailure } = await import('./failure.js');
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exit(1);
});
