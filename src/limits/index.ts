export { CountExchange } from './count-exchange.js';
export { type Attempt, FailedLogins, MOST_REMEMBERED } from './failed-logins.js';
export { LimitReached } from './limit-reached.js';
export { LimitsModule } from './limits.module.js';
export type { Quota } from './quota.js';
export { RequestLimit } from './request-limit.js';
export { WaitingPollLimit } from './waiting-poll-limit.js';
