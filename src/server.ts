import { createApplication } from './application.js';
import type { Configuration } from './configuration/index.js';
import { renewTls, type TlsIdentity } from './http/tls/index.js';
import { listen } from './listen.js';

/** Whatever answers requests: this process, or several. */
export interface Server {
  /** Where it listens, `http://127.0.0.1:3000` or `https://…`. */
  readonly address: string;
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
  tls: TlsIdentity | undefined,
): Promise<Server> {
  const app = await createApplication(configuration, databaseUrl, { tls });
  const stop = () => app.close();
  try {
    const address = await listen(app, configuration);
    return { address, renewTls: (identity) => renewTls(app.getHttpServer(), identity), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
