export { CountExchange } from './count-exchange.js';
export { type Attempt, FailedLoginLimit, MOST_REMEMBERED } from './failed-login-limit.js';
export { LimitCountRow } from './limit-count.entity.js';
export { LimitReached } from './limit-reached.js';
export { LimitsModule } from './limits.module.js';
export type { Quota } from './quota.js';
export { RequestLimit } from './request-limit.js';
export { Turns } from './turns.js';
export { WaitingPollLimit } from './waiting-poll-limit.js';
