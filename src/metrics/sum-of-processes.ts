import { AggregatorRegistry, type Registry } from 'prom-client';

/** The metrics of one process at one moment, as they travel between processes. */
export type Sample = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** What several processes counted together, in the text format of Prometheus. */
export function textOf(samples: readonly Sample[]): Promise<string> {
  return addedUp(samples).metrics();
}

/**
 * What processes that are gone have counted. Without it, a sum would fall each time that a process ends, which reads
 * as if all had begun anew: rates would leap.
 */
export async function countsOf(samples: readonly Sample[]): Promise<Sample> {
  const all = await addedUp(samples).getMetricsAsJSON();
  return all.filter(({ type }) => COUNTS.has(String(type)));
}

const COUNTS = new Set(['counter', 'histogram']);

function addedUp(samples: readonly Sample[]): Registry {
  // Its declaration takes an array of metrics where its documentation and code take one for each process.
  return AggregatorRegistry.aggregate(samples as never);
}
