export { startTracing } from './start-tracing.js';
export type { Tracing } from './tracing.js';
