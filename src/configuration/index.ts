export { ConfigurationModule } from './configuration.module.js';
export {
  type ChangeSignalKind,
  Configuration,
  type Duration,
  type LogLevel,
  type TlsFiles,
} from './configuration.js';
export { parseDuration } from './duration.js';
export { EnvironmentError, readEnvironment } from './environment.js';
