/** Polls that wait, and publications that end some of them. */
export interface WaitingLoad {
  readonly port: number;
  /** One poll on a connection of its own for each. */
  readonly pollers: readonly { readonly secret: string; readonly since: string }[];
  /** Take turns. */
  readonly publishers: readonly {
    /** With `COUNTER` in the token. */
    readonly request: string;
    /** How many of the polls it concerns. */
    readonly concerns: number;
  }[];
  /** How many publications, one after another. */
  readonly publications: number;
}

/** How long it took until the polls that a publication concerned were answered, in milliseconds. */
export interface WaitingFigures {
  /** From the publication's first byte sent. */
  readonly p50: number;
  readonly p99: number;
  /** From its answer received; below 0: the poll was answered first. */
  readonly p50FromAnswer: number;
  readonly answers: number;
}
