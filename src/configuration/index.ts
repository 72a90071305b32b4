export { ConfigurationModule } from './configuration.module.js';
export { type ChangeSignalKind, Configuration, type Duration, type LogLevel } from './configuration.js';
export { parseDuration } from './duration.js';
export { EnvironmentError, readEnvironment } from './environment.js';
export { isRegistryUrl, REGISTRY_URL_RULE } from './registry-url.js';
