import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Which cores what is measured runs on, and all the rest: a load generator that takes its time would spoil the figure. */
export interface Cores {
  /** For `taskset -c`; undefined where nothing can be pinned. */
  readonly server: string | undefined;
  readonly rest: string | undefined;
  /** For people. */
  readonly description: string;
}

/**
 * Puts this process, and with it all that it starts from now on, on every core but the first, which belongs to what is
 * measured. PostgreSQL shares the rest with the load generator.
 */
export function divideCores(): Cores {
  const allowed = allowedCores();
  if (allowed === undefined) return unpinned('there is no taskset');
  const [server, ...others] = allowed;
  if (server === undefined || others.length === 0) return unpinned('there is one core only');
  const rest = others.join(',');
  execFileSync('taskset', ['-acp', rest, String(process.pid)], { stdio: 'ignore' });
  const description = `service and floors on core ${server}; load generator and PostgreSQL on ${rest}`;
  return { server: String(server), rest, description };
}

/** The command that runs a program on the core of what is measured. */
export function onServerCore(
  { server }: Cores,
  command: string,
  args: readonly string[],
): [string, string[]] {
  return server === undefined ? [command, [...args]] : ['taskset', ['-c', server, command, ...args]];
}

/** The cores that this process may use; undefined where `taskset` does not run. */
function allowedCores(): number[] | undefined {
  try {
    const said = execFileSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
    return parseList(said.slice(said.lastIndexOf(':') + 1).trim());
  } catch {
    return undefined;
  }
}

/** `0-3,6` */
function parseList(list: string): number[] {
  return list.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

function unpinned(reason: string): Cores {
  const description = `nothing is pinned, since ${reason}: ${availableParallelism()} cores are shared, and ratios are less sure`;
  return { server: undefined, rest: undefined, description };
}
