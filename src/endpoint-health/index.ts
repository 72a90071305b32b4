export { type EndpointHealth, HEALTH_STATES, type HealthState, type ProbeResult } from './endpoint-health.js';
export { EndpointDutyRow } from './endpoint-duty.entity.js';
export { EndpointHealthRow } from './endpoint-health.entity.js';
export { EndpointHealthModule } from './endpoint-health.module.js';
export { EndpointHealthReader, type HealthRequest } from './endpoint-health-reader.js';
export { MissingTokens, type PartnerWithoutToken } from './missing-tokens.js';
export { type Outcome, OUTCOMES, type ProbeNetwork } from './probe/index.js';
export { Probing } from './probing.js';
export { TokenWarning } from './token-warning.js';
