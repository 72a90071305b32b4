import { Logger } from '@nestjs/common';

/** How long requests under way may take to be answered when the service is told to stop, in milliseconds. */
const LONGEST_STOP = 25_000;

/**
 * Ends this process when it is told to stop, after what it runs. Each signal is heard once: sent again, by one who
 * will not wait, it ends the process at once.
 * @returns tells it to stop, likewise
 */
export function stopOnSignals(running: { stop(): Promise<void> }): () => void {
  let isStopping = false;
  const stop = (): void => {
    if (!isStopping) void end(running);
    isStopping = true;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  return stop;
}

/** The same, and the log says when it begins to stop, and when it has. */
export function tellingOfStop(running: { stop(): Promise<void> }): { stop(): Promise<void> } {
  const logger = new Logger('Service');
  return {
    stop: async () => {
      logger.log('Stopping: what is under way is answered first');
      await running.stop();
      logger.log('Stopped');
    },
  };
}

async function end(running: { stop(): Promise<void> }): Promise<void> {
  setTimeout(() => process.exit(1), LONGEST_STOP).unref();
  await running.stop();
  process.exit(0);
}
