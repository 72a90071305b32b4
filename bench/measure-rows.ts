import { divideCores } from './machine/cores.js';
import { describeMachine, type Machine } from './machine/machine.js';
import type { Figure } from './measuring/figure.js';
import type { Options } from './options.js';
import { NotHere } from './rows/index.js';
import { Workbench } from './workbench.js';

/** All that was measured. */
export interface Measured {
  readonly machine: Machine;
  readonly settings: Pick<Options, 'rounds' | 'duration' | 'logLevel'>;
  readonly figures: readonly Figure[];
  /** Rows that could not be measured here, and why. */
  readonly skipped: readonly { readonly row: string; readonly reason: string }[];
}

/** Measures the rows one after another; where one cannot be measured here, it is said, and the others are. */
export async function measureRows(options: Options): Promise<Measured> {
  const cores = divideCores();
  const say = (line: string) => void process.stderr.write(`… ${line}\n`);
  const { rounds, duration, logLevel, pouchdbServer } = options;
  await using bench = await Workbench.open({ cores, rounds, duration, logLevel, pouchdbServer, say });
  const machine = await describeMachine(await bench.database.version(), cores.description);
  const figures: Figure[] = [];
  const skipped: Measured['skipped'][number][] = [];
  for (const { name, title, measure } of options.only) {
    say(`${name}: ${title}`);
    try {
      for (const figure of await measure(bench)) figures.push({ row: name, ...figure });
    } catch (error) {
      if (!(error instanceof NotHere)) throw error;
      skipped.push({ row: name, reason: error.message });
    }
  }
  return { machine, settings: { rounds, duration, logLevel }, figures, skipped };
}
