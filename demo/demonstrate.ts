import { Narrator } from './narrator.js';
import { Scene } from './scene.js';
import { type Step, tell } from './tell.js';
import { startThrowAwayRegistry } from './throw-away-registry.js';

const FAILED = 1;
/** What a shell reports of a program that ended by Ctrl-C. */
const INTERRUPTED = 130;

/** Plays a story on a registry that exists for it alone. Returns the exit code: 0 if all came out as told. */
export async function demonstrate(story: readonly Step[]): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  const narrator = new Narrator(process.stdout);
  try {
    const isTold = await play(story, narrator, interruption.signal);
    if (interruption.signal.aborted) return INTERRUPTED;
    return isTold ? 0 : FAILED;
  } catch (error) {
    narrator.mishap(error);
    return FAILED;
  }
}

/** Whatever becomes of the story, the registry and its data are gone afterwards. */
async function play(story: readonly Step[], narrator: Narrator, signal: AbortSignal): Promise<boolean> {
  narrator.beginning();
  const registry = await startThrowAwayRegistry();
  try {
    narrator.place(registry.address);
    return await tell(story, new Scene(registry, narrator, signal), narrator);
  } finally {
    await registry.stop();
  }
}
