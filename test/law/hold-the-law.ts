import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDuration } from '../../src/configuration/index.js';
import { TestRegistry, type TestRegistryOptions } from '../environment/index.js';
import { FIXED_HISTORIES } from './fixed-histories.js';
import { history, type Step } from './history.js';
import { play } from './play.js';
import { World } from './world.js';

const TOLERANCE = parseDuration('2s');

/** Only there so that a run that hangs ends: it takes a minute or two. */
const SAFETY_NET = 20 * 60_000;

/**
 * The main property of the registry, over so many random histories. Two suites call it, so that two cores share them.
 * @param ways the ways to a delta that are taken, where not all; histories are too short for the last of them
 */
export function holdTheLaw(histories: number, ways?: TestRegistryOptions['ways']): void {
  describe('The law: what a delta makes of a snapshot is the next snapshot', () => {
    let registry: TestRegistry;
    let played = 0;

    beforeAll(async () => {
      registry = await TestRegistry.start({
        ways,
        configuration: { clockTolerance: TOLERANCE, logLevel: 'silent' },
      });
    });
    afterAll(() => registry.stop());

    it(
      `holds for every partner in ${histories} random histories, and no answer tells of a stranger`,
      async () => {
        const property = fc.asyncProperty(history, async (steps) => {
          await play(await World.create(registry, (played += 1)), steps, TOLERANCE);
        });
        const examples = FIXED_HISTORIES.map((steps): [Step[]] => [steps]);
        await fc.assert(property, { numRuns: histories, examples });
        expect(played).toBeGreaterThanOrEqual(histories);
      },
      SAFETY_NET,
    );
  });
}
