import { createApplication, type Surroundings } from './application.js';
import type { Configuration } from './configuration/index.js';
import { listen } from './listen.js';
import { Metrics, type MetricsReport } from './metrics/index.js';

/** Whatever answers requests: this process, or several. */
export interface Server {
  /** Where it listens, `http://127.0.0.1:3000`. */
  readonly address: string;
  readonly metrics: MetricsReport;
  /** Answers the requests under way first. */
  stop(): Promise<void>;
}

/**
 * Answers requests by this process. The database must be migrated.
 * @throws ListenError
 */
export async function startServer(
  configuration: Configuration,
  databaseUrl: string,
  { metrics = Metrics.ofProcess(), ...surroundings }: Surroundings = {},
): Promise<Server> {
  const app = await createApplication(configuration, databaseUrl, { metrics, ...surroundings });
  const stop = () => app.close();
  try {
    return { address: await listen(app, configuration), metrics, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
