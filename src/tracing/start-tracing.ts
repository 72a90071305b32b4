import type { Configuration } from '../configuration/index.js';
import type { Tracing } from './tracing.js';

const NONE: Tracing = { endingWith: (running) => running };

/**
 * Traces requests and statements, if there is somewhere to send that to; else nothing of it is even loaded. To be called
 * before the service's own modules are loaded: what it traces is changed as it is loaded.
 */
export async function startTracing({ traceEndpoint }: Configuration): Promise<Tracing> {
  if (traceEndpoint === undefined) return NONE;
  const { OpenTelemetry } = await import('./open-telemetry.js');
  return new OpenTelemetry();
}
