import type { TlsIdentity } from '../http/tls/index.js';
import type { Sample } from '../metrics/index.js';

/** What a worker says to the primary. Questions and their answers bear the same number. */
export type WorkerMessage =
  /** Where the service speaks TLS: it waits for what it needs for that. */
  | { readonly waitsFor: 'tls' }
  /** It listens. */
  | { readonly address: string }
  /** Why it cannot. */
  | { readonly failure: string }
  | { readonly sample: Sample; readonly answerTo: number }
  /** Somebody asks this worker for the metrics of the whole service. */
  | { readonly asksForReport: number };

/** What the primary says to a worker. */
export type PrimaryMessage =
  | typeof STOP
  /** What to speak TLS with from now on. */
  | { readonly tls: TlsIdentity }
  | { readonly asksForSample: number }
  | { readonly report: string | undefined; readonly answerTo: number };

/**
 * No signal, since whoever stops the primary may have sent one to the worker as well (Ctrl-C does), and the second of a
 * kind ends a process at once.
 */
export const STOP = 'stop';
