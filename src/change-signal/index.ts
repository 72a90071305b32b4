export type { ChangeSource } from './change-source.js';
export { ChangeSignalModule } from './change-signal.module.js';
export { ChangeSignal } from './change-signal.js';
export type { Watch } from './watches.js';
