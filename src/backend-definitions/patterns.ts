import type { Role } from '../partners/index.js';

/** How many patterns each of the two lists may hold. */
export const MOST_PATTERNS = 1_000;

/**
 * The IDs a backend answers for: an ID without separators between country, party and type, or the beginning of one
 * followed by `%`. Operators name EVSE-IDs, providers Contract-IDs (protocol of OCHP-direct, backend definition).
 */
export const PATTERNS: Readonly<Record<Role, RegExp>> = {
  operator: /^[A-Z]{2}[A-Z0-9]{3}E([A-Z0-9]?[A-Z0-9*]{0,30})%?$/,
  provider: /^[A-Za-z]{2}[A-Za-z0-9]{3}[Cc][A-Za-z0-9]{0,8}%?$/,
};
