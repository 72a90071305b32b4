/** Where the service reads the time of day. A port, so that tests can decide what day it is. */
export abstract class WallClock {
  /** Milliseconds since the Unix epoch. */
  abstract now(): number;
}

export class SystemWallClock extends WallClock {
  now(): number {
    return Date.now();
  }
}
