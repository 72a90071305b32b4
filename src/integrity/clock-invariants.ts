import { type Invariant, PRESENT } from './invariant.js';

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
    name: 'revocation-bounds',
    rule: 'No credential was revoked after the present.',
    violations: `
      SELECT format('credential %s', credential_id) AS place,
        format('was revoked at %s, after the present', revoked_in) AS detail
      FROM credential WHERE revoked_in > ${PRESENT}`,
  },
];
