import cluster from 'node:cluster';
import { pino, type DestinationStream, type LogFn, type Logger } from 'pino';
import pinoPretty from 'pino-pretty';
import { serializeError } from './error-serializer.js';
import { serializeReply, serializeRequest } from './request-serializers.js';

export interface LoggerOptions {
  /** A level of pino's, or `silent`. */
  readonly level: string;
  /** Where JSON lines go instead of standard output. */
  readonly destination?: DestinationStream;
}

/** The one logger of the process: readable at a terminal, one JSON object a line anywhere else. */
export function createLogger({ level, destination = standardOutput() }: LoggerOptions): Logger {
  const options = {
    level,
    // Where several processes write one log, each line tells whose it is.
    base: cluster.isWorker ? { worker: process.pid } : null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { logMethod: keepMessageOut },
    serializers: { err: serializeError, error: serializeError, req: serializeRequest, res: serializeReply },
  };
  return pino(options, destination);
}

function standardOutput(): DestinationStream {
  return process.stdout.isTTY
    ? pinoPretty({ sync: true, singleLine: true })
    : pino.destination({ dest: 1, sync: true });
}

/** Given an error and no text, pino would take the text from the error as it is, past the serializer. */
function keepMessageOut(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, ...rest] = args as unknown[];
  const error = first instanceof Error ? first : (first as { err?: unknown } | null)?.err;
  if (rest.length === 0 && error instanceof Error) method.call(this, first, serializeError(error).message);
  else method.apply(this, args);
}
