/** Whatever ends. */
export interface Running {
  stop(): Promise<void>;
}

export interface Tracing {
  /** The same, which sends what there is to send when it has ended. */
  endingWith(running: Running): Running;
}
