import type { Figure } from '../measuring/figure.js';
import type { Workbench } from '../workbench.js';

/** One thing that is measured. */
export interface Row {
  /** As `--only` takes it. */
  readonly name: string;
  readonly title: string;
  readonly measure: (bench: Workbench) => Promise<readonly Omit<Figure, 'row'>[]>;
}

/** The row cannot be measured on this machine; the message says why, and how it could. */
export class NotHere extends Error {}
