export { AccessLog } from './access-log.js';
export type { EndedRequest } from './ended-request.js';
export { createLogger, type LoggerOptions } from './logger.js';
export { PathWords } from './path-words.js';
export { NestLogger } from './nest-logger.js';
export { REQUEST_ID_HEADER, requestId } from './request-id.js';
