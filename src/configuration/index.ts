export { ConfigurationModule } from './configuration.module.js';
export {
  type ChangeSignalKind,
  Configuration,
  type Duration,
  type LogLevel,
  type RateLimit,
  type TlsFiles,
} from './configuration.js';
export { parseDuration } from './duration.js';
export { EnvironmentError, readEnvironment } from './environment.js';
export { areTokenKeys, formatTokenKeys, parseTokenKeys, type TokenKey } from './token-keys.js';
export { isRegistryUrl, REGISTRY_URL_RULE } from './registry-url.js';
