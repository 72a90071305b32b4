export { MetricsServer } from './metrics-server.js';
export { MonitoringModule } from './monitoring.module.js';
