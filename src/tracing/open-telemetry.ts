import { setTimeout as delay } from 'node:timers/promises';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { VERSION } from '../version.js';
import { DiscreetExporter } from './discreet-exporter.js';
import { nameSpansByRoute } from './name-spans-by-route.js';
import type { Running, Tracing } from './tracing.js';

/** How long the end of the service waits for a collector that may be away, in milliseconds. */
const LONGEST_FLUSH = 5_000;

/** What is asked again and again by those who run the service. */
const OF_THE_HOUSE = /^\/(health|metrics)/;

/** Where to send, which sampler and the like: the libraries read OpenTelemetry's own environment variables. */
export class OpenTelemetry implements Tracing {
  private readonly provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'ochp-direct-registry',
      'service.version': VERSION,
      'process.pid': process.pid,
    }).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new DiscreetExporter(new OTLPTraceExporter()))],
  });

  constructor() {
    this.provider.register();
    // Each begins with its constructor.
    new HttpInstrumentation({
      disableOutgoingRequestInstrumentation: true,
      ignoreIncomingRequestHook: ({ url = '' }) => OF_THE_HOUSE.test(url),
    });
    // The change signal looks four times a second, for no request.
    new PgInstrumentation({ requireParentSpan: true });
    nameSpansByRoute();
  }

  endingWith(running: Running): Running {
    return {
      stop: async () => {
        await running.stop();
        const flushed = this.provider.shutdown().catch(() => undefined);
        await Promise.race([flushed, delay(LONGEST_FLUSH, undefined, { ref: false })]);
      },
    };
  }
}
