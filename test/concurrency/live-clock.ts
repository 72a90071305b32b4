import { TestClock } from '../environment/index.js';

/** The system's own time, for tests of what happens at the same time. */
export class LiveClock extends TestClock {
  override now(): number {
    return Date.now();
  }
}
