export { checkTokenKeys } from './check-token-keys.js';
export { KeyRotation, type SealedCounts, type SealingOptions } from './key-rotation.js';
export { SealingAtStart } from './sealing-at-start.js';
