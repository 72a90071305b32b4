import { createApplication } from './application.js';
import type { Configuration } from './configuration/index.js';
import { listen } from './listen.js';

/** Whatever answers requests: this process, or several. */
export interface Server {
  /** Where it listens, `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Answers the requests under way first. */
  stop(): Promise<void>;
}

/**
 * Answers requests by this process. The database must be migrated.
 * @throws ListenError
 */
export async function startServer(configuration: Configuration, databaseUrl: string): Promise<Server> {
  const app = await createApplication(configuration, databaseUrl);
  const stop = () => app.close();
  try {
    return { address: await listen(app, configuration), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
