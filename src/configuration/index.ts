export { ConfigurationModule } from './configuration.module.js';
export { type ChangeSignalKind, Configuration, type Duration, type LogLevel } from './configuration.js';
export { parseDuration } from './duration.js';
export type { ListeningAddress } from './listening-address.js';
export { EnvironmentError, readEnvironment } from './environment.js';
