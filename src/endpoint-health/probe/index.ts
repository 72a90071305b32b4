export { type Finding, type Outcome, OUTCOMES, REACHABLE } from './outcome.js';
export { permittedAddresses } from './permitted-addresses.js';
export { probe, type ProbeNetwork } from './probe.js';
