import type { ServerResponse } from 'node:http';
import type { Duration } from '../../configuration/index.js';

/** What says that a wait is over; to be disposed of when there is no wait any more. */
export interface Over extends Disposable {
  readonly signal: AbortSignal;
}

/** Over after so long, or as soon as the client has gone. */
export function overAfter(duration: Duration, response: ServerResponse): Over {
  const over = new AbortController();
  const end = () => over.abort();
  const timer = setTimeout(end, duration);
  response.once('close', end);
  if (response.destroyed) end();
  const dispose = () => {
    clearTimeout(timer);
    response.off('close', end);
  };
  return { signal: over.signal, [Symbol.dispose]: dispose };
}
