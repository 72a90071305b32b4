import { revisionAt } from '../database/index.js';
import { type Invariant, PRESENT } from './invariant.js';

const DAY = 24 * 60 * 60 * 1_000;

/** What every state is counted by. */
export const CLOCK_INVARIANTS: readonly Invariant[] = [
  {
    name: 'clock-one-row',
    rule: 'The clock has one row.',
    violations: `
      SELECT 'registry_clock' AS place, format('has %s rows', count(*)) AS detail
      FROM registry_clock HAVING count(*) <> 1`,
  },
  {
    name: 'clock-horizon',
    rule: 'The retention horizon is not after the present.',
    violations: `
      SELECT 'registry_clock' AS place, format('has the horizon %s after the present, %s', horizon, revision) AS detail
      FROM registry_clock WHERE horizon > revision`,
  },
  {
    name: 'clock-epoch',
    rule: 'The epoch began no later than the present.',
    violations: `
      SELECT 'registry_clock' AS place, format('has an epoch that begins at %s, after the present, %s', epoch_began, revision) AS detail
      FROM registry_clock WHERE epoch_began > revision`,
  },
  {
    name: 'clock-ahead',
    rule: 'The present is not more than a day ahead of the time here: such revisions come from a clock that was wrong.',
    violations: `
      SELECT 'registry_clock' AS place, format('has the present %s, and a day from now is %s', revision, $1::bigint) AS detail
      FROM registry_clock WHERE revision > $1::bigint`,
    parameters: (now) => [revisionAt(now + DAY)],
  },
  {
    name: 'revocation-bounds',
    rule: 'No credential was revoked after the present.',
    violations: `
      SELECT format('credential %s', credential_id) AS place,
        format('was revoked at %s, after the present', revoked_in) AS detail
      FROM credential WHERE revoked_in > ${PRESENT}`,
  },
];
