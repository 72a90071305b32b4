import type { ServerResponse } from 'node:http';
import type { Duration } from '../../configuration/index.js';

/** Aborted after so long, or as soon as the client has gone or has its answer. */
export function overAfter(duration: Duration, response: ServerResponse): AbortSignal {
  const over = new AbortController();
  const end = () => {
    clearTimeout(timer);
    response.off('close', end);
    over.abort();
  };
  const timer = setTimeout(end, duration);
  response.once('close', end);
  if (response.destroyed) end();
  return over.signal;
}
