export type { Counter, Description, Histogram, Labels, OfSeveral, Reading } from './instruments.js';
export { MetricsModule } from './metrics.module.js';
export { MetricsReport, REPORT_TYPE } from './metrics-report.js';
export { Metrics } from './metrics.js';
export { countsOf, type Sample, textOf } from './sum-of-processes.js';
