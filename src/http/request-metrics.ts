import type { Counter, Histogram, Metrics } from '../metrics/index.js';
import type { EndedRequest } from './logging/index.js';

/** Seconds. A poll that finds nothing new takes less than the first, one that reads a few definitions some more. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Counts requests once they are over, whatever answered them. By the route and never by the path, which names partners
 * and may be anything.
 */
export class RequestMetrics {
  private readonly durations: Histogram<'route' | 'method' | 'status_class' | 'held'>;
  private readonly problems: Counter<'code'>;
  private readonly results: Counter<'operation' | 'result'>;

  constructor(metrics: Metrics) {
    this.durations = metrics.histogram(DURATIONS, BUCKETS);
    this.problems = metrics.counter(PROBLEMS);
    this.results = metrics.counter(RESULTS);
  }

  count({ request, status, durationMs, isAborted }: EndedRequest): void {
    const labels = {
      route: request.routeOptions.url ?? 'none',
      method: request.method,
      status_class: isAborted || status === undefined ? 'aborted' : `${Math.floor(status / 100)}xx`,
      held: String(request.isHeld ?? false),
    };
    this.durations.observe(labels, durationMs / 1_000);
    if (request.problemCode !== undefined) this.countProblem(request.problemCode);
    if (request.outcome !== undefined)
      this.results.inc({ operation: request.operation ?? 'none', result: request.outcome });
  }

  /** One that was told where there was no request to speak of. */
  countProblem(code: string): void {
    this.problems.inc({ code });
  }
}

const DURATIONS = {
  name: 'http_request_duration_seconds',
  help:
    'How long requests took, until their answer was sent or the caller had gone (status_class "aborted"). Those with ' +
    'held="true" asked to wait for news or for a stream, and take their time by their own wish.',
  labels: ['route', 'method', 'status_class', 'held'],
} as const;

const PROBLEMS = {
  name: 'problems_total',
  help:
    'Requests that were refused or failed, by the code of the problem. What is wrong within a SOAP message is in ' +
    'soap_results_total.',
  labels: ['code'],
} as const;

const RESULTS = {
  name: 'soap_results_total',
  help: 'SOAP messages by operation and by what came of them: the result code of OCHP, or a fault.',
  labels: ['operation', 'result'],
} as const;
