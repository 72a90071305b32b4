import { OPERATOR } from '../cast.js';
import { day } from '../days.js';
import type { Scene } from '../scene.js';
import type { Step } from '../tell.js';
import { newToken, OPERATOR_BACKEND } from './publications.js';

export const ROTATION: readonly Step[] = [
  { title: "The operator rotates: tomorrow's token, and nothing else", run: rotate },
];

async function rotate(scene: Scene): Promise<void> {
  const tomorrow = { accessToken: newToken(), validDate: day(1) };
  const path = `/v1/self/operator-backends/${OPERATOR_BACKEND.backendId}/tokens/${tomorrow.validDate}`;
  const [before] = scene.copy.items;
  await scene.as(OPERATOR).put(path, { accessToken: tomorrow.accessToken }, 200);
  const { updated } = await scene.poll();
  const tokens = updated.map((definition) => definition.tokens);
  scene.check('the next poll brings the new token beside the old one', tokens, [
    [...(before?.tokens ?? []), tomorrow],
  ]);
  scene.moments.set('rotated', scene.copy.asOf);
}
