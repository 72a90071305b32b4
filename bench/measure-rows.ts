import { inspect } from 'node:util';
import { divideCores } from './machine/cores.js';
import { describeMachine, type Machine } from './machine/machine.js';
import type { Figure } from './measuring/figure.js';
import type { Options } from './options.js';
import { NotHere } from './rows/index.js';
import { Workbench } from './workbench.js';

/** A row without a figure. */
export interface Missing {
  readonly row: string;
  readonly reason: string;
  /** It should have one; otherwise it is something that this machine does not have. */
  readonly isBroken: boolean;
}

/** All that was measured. */
export interface Measured {
  readonly machine: Machine;
  readonly settings: Pick<Options, 'rounds' | 'duration' | 'logLevel'>;
  readonly figures: readonly Figure[];
  readonly missing: readonly Missing[];
}

/** Measures the rows one after another; where one has no figure, it is said why, and the others are measured. */
export async function measureRows(options: Options): Promise<Measured> {
  const cores = divideCores();
  const say = (line: string) => void process.stderr.write(`… ${line}\n`);
  const { rounds, duration, logLevel, pouchdbServer } = options;
  await using bench = await Workbench.open({ cores, rounds, duration, logLevel, pouchdbServer, say });
  const machine = await describeMachine(await bench.database.version(), cores.description);
  const figures: Figure[] = [];
  const missing: Missing[] = [];
  for (const { name, title, measure } of options.only) {
    say(`${name}: ${title}`);
    try {
      for (const figure of await measure(bench)) figures.push({ row: name, ...figure });
    } catch (error) {
      const isBroken = !(error instanceof NotHere);
      missing.push({ row: name, reason: isBroken ? inspect(error) : error.message, isBroken });
    }
  }
  return { machine, settings: { rounds, duration, logLevel }, figures, missing };
}
