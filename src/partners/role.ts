/**
 * What a partner acts as. A partner has a role by owning IDs of it: operators own operator IDs (and with them
 * EVSE-IDs), providers own provider IDs (and with them Contract-IDs). Many partners have both.
 */
export const ROLES = ['operator', 'provider'] as const;
export type Role = (typeof ROLES)[number];
