import type { Change, Step } from './history.js';

/** The operator and the provider of every history; each has one copy that goes by the last `asOf`, the first. */
const [OPERATOR, PROVIDER] = [0, 1];

const connected: Step[] = [
  { kind: 'connect', operator: OPERATOR, provider: PROVIDER, byStaff: false },
  { kind: 'publish', partner: OPERATOR, role: 'operator', backend: 0, variant: 0, by: 'json' },
];
const read = (kind: 'snapshot' | 'poll'): Step => ({
  kind,
  ...{ partner: PROVIDER, role: 'operator', copy: 0, limit: 500, between: undefined },
});
const admission = (kind: 'suspend' | 'readmit', partner: number): Change => ({ kind, partner });

/**
 * What random histories come upon too seldom to rely on: an admission of either side that ends, begins, or does both,
 * between a snapshot and the next poll, with nothing else to tell of it.
 */
export const FIXED_HISTORIES: readonly Step[][] = [OPERATOR, PROVIDER].flatMap((partner) => [
  [...connected, read('snapshot'), admission('suspend', partner), read('poll')],
  [
    ...connected,
    admission('suspend', partner),
    read('snapshot'),
    admission('readmit', partner),
    read('poll'),
  ],
  [
    ...connected,
    read('snapshot'),
    admission('suspend', partner),
    admission('readmit', partner),
    read('poll'),
  ],
]);
