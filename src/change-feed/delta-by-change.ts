import type { Role } from '../partners/index.js';
import { changedOwners, changedVersions, manyChanges } from './changed-versions.js';
import { type DeltaRecord, deltaOf, RANGE } from './delta.js';
import { feedQueries } from './feed-query.js';
import { visibility } from './visibility.js';

/** The way to a delta of which there is little: what changed in the registry since then is looked at, all of it for each page. */
export const DELTA_BY_CHANGE = feedQueries<DeltaRecord>({
  state: RANGE,
  tables: (role) => `
    changed_owner AS MATERIALIZED (
      SELECT owner.partner_id FROM state
      CROSS JOIN LATERAL ${changedOwners(role, 'state.viewer', 'state.lower', 'state.as_of')} owner)`,
  unless: manyChanges('state.lower', 'state.as_of', 'changed_owner'),
  rows: (role, versions) => deltaOf(changedVisibility(role, versions)),
});

/** SQL of the stretches that began or ended since `lower`, among more: each version is looked at by itself. */
function changedVisibility(role: Role, versions: string): string {
  const bounds = { lower: 'state.lower', upper: 'state.as_of' };
  return visibility(role, {
    ...bounds,
    viewer: 'state.viewer',
    owners: changedVersions(role, bounds.lower, bounds.upper, 'changed_owner', versions),
    versions: 'LATERAL (SELECT owner.*)',
  });
}
