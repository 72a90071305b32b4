/** What a worker says to the primary: that it listens, and where; or why it cannot. */
export type WorkerMessage = { readonly address: string } | { readonly failure: string };

/**
 * The one thing that the primary says to a worker. No signal, since whoever stops the primary may have sent one to
 * the worker as well (Ctrl-C does), and the second of a kind ends a process at once.
 */
export const STOP = 'stop';
