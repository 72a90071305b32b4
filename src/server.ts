import { createApplication, type Surroundings } from './application.js';
import type { Configuration } from './configuration/index.js';
import { renewTls, type TlsIdentity } from './http/tls/index.js';
import { listen } from './listen.js';
import { Metrics, type MetricsReport } from './metrics/index.js';

/** Whatever answers requests: this process, or several. */
export interface Server {
  /** Where it listens, `http://127.0.0.1:3000` or `https://…`. */
  readonly address: string;
  readonly metrics: MetricsReport;
  /** Shows new connections another certificate; only for one that speaks TLS. */
  renewTls(identity: TlsIdentity): void;
  /** Answers the requests under way first. */
  stop(): Promise<void>;
}

/**
 * Answers requests by this process. The database must be migrated.
 * @param tls without it, the server speaks plain HTTP
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
    const address = await listen(app, configuration);
    return { address, metrics, renewTls: (identity) => renewTls(app.getHttpServer(), identity), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
