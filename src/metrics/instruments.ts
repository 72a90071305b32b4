/** Values of a metric's labels. Few and known, or bounded by what the service itself is: never what a caller sends. */
export type Labels<Label extends string> = Readonly<Record<Label, string>>;

/** What a metric is called and means. */
export interface Description<Label extends string> {
  /** Without the prefix, and with the unit: `polls_total`, `signal_age_seconds`. */
  readonly name: string;
  /** One sentence for whoever runs the service and knows nothing of its code. */
  readonly help: string;
  readonly labels?: readonly Label[];
}

/** A count that only grows. */
export interface Counter<Label extends string = never> {
  inc(labels: Labels<Label>, by?: number): void;
}

/** How often a measurement fell below each of several bounds. */
export interface Histogram<Label extends string> {
  observe(labels: Labels<Label>, value: number): void;
}

/** What a gauge shows when it is looked at: one value, or one for each of several labels. */
export type Reading<Label extends string> =
  number | readonly { readonly labels: Labels<Label>; readonly value: number }[];

/** What becomes of the values that several processes of one service show: their sum, or the least or greatest. */
export type OfSeveral = 'sum' | 'min' | 'max';
