import {
  collectDefaultMetrics,
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  Registry,
} from 'prom-client';
import { VERSION } from '../version.js';
import type { Counter, Description, Histogram, Labels, OfSeveral, Reading } from './instruments.js';
import type { Sample } from './sum-of-processes.js';

/** Before the name of each metric of the service's own. */
const PREFIX = 'ochp_direct_registry_';

/**
 * What features count and show of themselves, in this process. A feature names its metrics here and knows no more of
 * how they are served. Each application has its own: there may be several in a process.
 */
export class Metrics {
  private readonly registry = new Registry();

  constructor() {
    const build = { name: 'build_info', help: 'Always 1; the label tells which version runs.' };
    this.gauge({ ...build, labels: ['version'] }, 'max', () => [{ labels: { version: VERSION }, value: 1 }]);
  }

  /** With what Node tells of its process: memory, processor time, event loop, garbage collection. */
  static ofProcess(): Metrics {
    const metrics = new Metrics();
    collectDefaultMetrics({ register: metrics.registry });
    return metrics;
  }

  /** @param initially labels that shall be there from the start: a rate can not be told from a first value */
  counter<Label extends string = never>(
    description: Description<Label>,
    initially: readonly Labels<Label>[] = [],
  ): Counter<Label> {
    const counter = new PromCounter<Label>(this.named(description));
    for (const labels of initially) counter.inc(labels, 0);
    return counter;
  }

  /** @param buckets upper bounds, in the unit of the name */
  histogram<Label extends string>(
    description: Description<Label>,
    buckets: readonly number[],
  ): Histogram<Label> {
    return new PromHistogram<Label>({ ...this.named(description), buckets: [...buckets] });
  }

  /** @param read looks when the metrics are read; it must cost little, and no query */
  gauge<Label extends string = never>(
    description: Description<Label>,
    ofSeveral: OfSeveral,
    read: () => Reading<Label>,
  ): void {
    const gauge: PromGauge<Label> = new PromGauge<Label>({
      ...this.named(description),
      aggregator: ofSeveral,
      collect: () => {
        const reading = read();
        if (typeof reading === 'number') gauge.set(reading);
        else for (const { labels, value } of reading) gauge.set(labels, value);
      },
    });
  }

  /** All of this process, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** All of this process, to be added up with that of others. */
  async sample(): Promise<Sample> {
    return this.registry.getMetricsAsJSON();
  }

  private named<Label extends string>({ name, help, labels = [] }: Description<Label>) {
    return { name: PREFIX + name, help, labelNames: labels, registers: [this.registry] };
  }
}
