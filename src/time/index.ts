export { TimeModule } from './time.module.js';
export { SystemWallClock, WallClock } from './wall-clock.js';
