import { Logger } from '@nestjs/common';
import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { REQUEST_ID } from './name-spans-by-route.js';

/**
 * All that leaves the service of a span. Named one by one, so that what a new version of a library adds stays inside:
 * paths and query strings hold IDs, messages of PostgreSQL quote values, and addresses are personal.
 */
const SENT: ReadonlySet<string> = new Set([
  REQUEST_ID,
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'error.type',
  'network.protocol.version',
  'url.scheme',
  'db.namespace',
  'db.operation.name',
  'db.query.text',
  'db.system.name',
]);

/** Sends spans by another exporter, without what nobody outside may see. */
export class DiscreetExporter implements SpanExporter {
  private readonly logger = new Logger('Tracing');

  constructor(private readonly exporter: SpanExporter) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.exporter.export(spans.map(discreet), (result) => {
      if (result.error) this.logger.warn(`Traces could not be sent (${result.error.name}).`);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }
}

/** Whether it failed is told, but not in which words. */
function discreet(span: ReadableSpan): ReadableSpan {
  const changes = {
    attributes: sentOf(span.attributes),
    status: { code: span.status.code },
    events: [],
    links: [],
  };
  return Object.create(span, Object.getOwnPropertyDescriptors(changes)) as ReadableSpan;
}

function sentOf(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => SENT.has(name)));
}
