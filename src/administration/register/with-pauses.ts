import { setImmediate } from 'node:timers/promises';

/** Milliseconds for which nobody else of this process is served. */
const LONGEST_TURN = 10;

/** Goes through something long, and lets others have their turn meanwhile. */
export async function* withPauses<T>(long: Iterable<T>): AsyncGenerator<T, void> {
  let begun = performance.now();
  for (const one of long) {
    yield one;
    if (performance.now() - begun < LONGEST_TURN) continue;
    await setImmediate();
    begun = performance.now();
  }
}
