export { AccessTokenRow } from './access-token.entity.js';
export type { BackendDefinition, Identity, Publication } from './backend-definition.js';
export { BackendDefinitionRow } from './backend-definition.entity.js';
export { BackendDefinitionReader } from './backend-definition-reader.js';
export { BackendDefinitionsModule } from './backend-definitions.module.js';
export {
  type Accepted,
  BackendDefinitionsService,
  MOST_STATEMENTS,
  type Verdict,
} from './backend-definitions.service.js';
export { BACKEND_ID, type BackendId, isBackendId } from './backend-id.js';
export { ABSOLUTE_URI, BINDINGS, type Binding } from './binding.js';
export { CONTRACT_ID, type ContractId, toContractId } from './contract-id.js';
export {
  ACCESS_TOKEN,
  DAY,
  type DailyToken,
  type Day,
  dueDays,
  firstLiveDay,
  isDay,
  lastDueDay,
  liveTokens,
  LONGEST_ACCESS_TOKEN,
  nextDueDay,
  tokenAt,
} from './daily-token.js';
export { EVSE_ID, type EvseId, toEvseId } from './evse-id.js';
export { HTTPS_URL, LONGEST_URL } from './endpoint-url.js';
export { MOST_PATTERNS, PATTERNS } from './patterns.js';
export {
  addEndpoint,
  type Endpoint,
  publish,
  setToken,
  type Statement,
  type Target,
  withdraw,
} from './statement.js';
export { MOST_TOKENS } from './token-rules.js';
export {
  checkTokenKeys,
  KeyRotation,
  rotateKeys,
  type SealedCounts,
  type SealingOptions,
  UnknownKeys,
} from './key-rotation/index.js';
export {
  lacksToken,
  type UndisclosedDefinition,
  VERSION_CONTENT,
  versionAt,
  type VersionRecord,
  withoutTokens,
} from './version-record.js';
export { VersionReader } from './version-reader.js';
