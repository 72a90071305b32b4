export { rotateKeys } from './rotate-keys.js';
export { checkTokenKeys } from './check-token-keys.js';
export { KeyRotation, type SealedCounts, type SealingOptions } from './key-rotation.js';
export { UnknownKeys } from './unknown-keys.js';
export { SealingAtStart } from './sealing-at-start.js';
