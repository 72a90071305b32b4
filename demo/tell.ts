import { Failure } from './failure.js';
import type { Narrator } from './narrator.js';
import type { Scene } from './scene.js';
import { StrangerWatch } from './stranger-watch.js';

/** One thing that happens, and what must come of it. */
export interface Step {
  readonly title: string;
  readonly run: (scene: Scene) => Promise<void>;
}

/** Tells the story step by step, up to the first one that does not come out as told. */
export async function tell(story: readonly Step[], scene: Scene, narrator: Narrator): Promise<boolean> {
  const watch = new StrangerWatch(scene);
  for (const [index, { title, run }] of story.entries()) {
    narrator.step(index + 1, title);
    try {
      await run(scene);
      await watch.expectNothing();
    } catch (error) {
      if (!scene.signal.aborted) tellFailure(error, title, narrator);
      return false;
    }
  }
  narrator.ending(story.length);
  return true;
}

function tellFailure(error: unknown, title: string, narrator: Narrator): void {
  if (error instanceof Failure) narrator.failure(title, error);
  else narrator.mishap(error);
}
