import type { Identity } from '../bodies.js';

/** `partner/backend`, for each. */
export function identitiesOf(definitions: readonly Identity[]): string[] {
  return definitions.map(({ partnerId, backendId }) => `${partnerId}/${backendId}`);
}
