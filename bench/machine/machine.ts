import { readFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';

/** What the figures were measured on. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly node: string;
  readonly postgresql: string;
  readonly system: string;
  readonly pinning: string;
  /** Runnable processes on average over the minute before the start: what others took meanwhile. */
  readonly loadBefore: string;
}

export async function describeMachine(postgresql: string, pinning: string): Promise<Machine> {
  return {
    cores: cpus().length,
    model: cpus()[0]?.model ?? 'unknown',
    node: process.version,
    postgresql,
    system: `Linux ${release()}`,
    pinning,
    loadBefore: (await readFile('/proc/loadavg', 'utf8')).split(' ')[0] ?? 'unknown',
  };
}
