import type { TlsIdentity } from '../http/tls/index.js';

/**
 * What a worker says to the primary: that it listens, and where; or why it cannot; and before, where the service speaks
 * TLS, that it waits for what it needs for that.
 */
export type WorkerMessage =
  { readonly address: string } | { readonly failure: string } | { readonly waitsFor: 'tls' };

/** What the primary says to a worker: to stop; or what to speak TLS with, from now on. */
export type PrimaryMessage = typeof STOP | { readonly tls: TlsIdentity };

/**
 * No signal, since whoever stops the primary may have sent one to
 * the worker as well (Ctrl-C does), and the second of a kind ends a process at once.
 */
export const STOP = 'stop';
