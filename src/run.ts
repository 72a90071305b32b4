import type { Configuration } from './configuration/index.js';
import { startService } from './service.js';
import { stopOnSignals } from './stop-on-signals.js';
import type { Tracing } from './tracing/index.js';
import { welcome } from './welcome.js';

/** Runs the service until a signal ends it. */
export async function run(configuration: Configuration, tracing: Tracing): Promise<void> {
  const service = await startService(configuration);
  stopOnSignals(tracing.endingWith(service));
  process.stdout.write(welcome(service));
}
