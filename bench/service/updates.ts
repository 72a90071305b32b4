/** A definition in an answer, as far as the benchmark looks at it. */
export interface ToldDefinition {
  readonly partnerId: string;
  readonly backendId: string;
  readonly changedAt: string;
}

/** The answer to a poll. */
export interface Updates {
  readonly asOf: string;
  readonly epoch: string;
  readonly updated: readonly ToldDefinition[];
  readonly removed: readonly unknown[];
  readonly next?: string;
}
